package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ready is who would serve every client, not who would serve some. */
class ReadinessIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** The node wants six connections: to listen, for its canary, for what is revoked, for its API, and one for each hub. */
    @Test
    void aNodeWithAHubThatCannotPublishIsNotReadyUntilItCan() throws IOException {
        try (RedisProcess redis = RedisProcess.start("--maxclients", "6")) {
            RedisSocket taken = new RedisSocket(redis.port());
            assertThat(taken.command("PING")).isEqualTo("PONG");
            try (CarillonProcess node = CarillonProcess.launch(CarillonCluster.shared(redis))) {
                Await.until(
                        "it listens and five connections are made",
                        DEADLINE,
                        () -> reasons(node)
                                .matches(
                                        ".*\"reasons\":\\[\\{\"check\":\"(hub [01]|api)\",\"reason\":\"has no conn[^}]*}]}"));
                taken.close();
                node.awaitReady();
            }
        }
    }

    private static String reasons(CarillonProcess node) {
        try {
            return node.ops("/health/ready").body();
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }
}
