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

    /** The node wants ten: to listen, for what is revoked, and for its bridge, its API and each hub one to write, one to read. */
    private static final int CONNECTIONS = 10;

    @Test
    void aNodeThatLacksOneOfItsConnectionsToRedisIsNotReadyAndSaysWhyUntilItHasIt() throws IOException {
        try (RedisProcess redis = RedisProcess.start("--maxclients", Integer.toString(CONNECTIONS))) {
            RedisSocket taken = new RedisSocket(redis.port());
            assertThat(taken.command("PING")).isEqualTo("PONG");
            try (CarillonProcess node = CarillonProcess.launch(CarillonCluster.shared(redis))) {
                String missing = "1 of " + CONNECTIONS + " connections to " + redis.uri()
                        + " are missing for [0-9]+ s: " + "ERR max number of clients reached";
                Await.until(
                        "all connections but one are made",
                        DEADLINE,
                        () -> reasons(node).matches(".*\\{\"check\":\"broker\",\"reason\":\"" + missing + "\"}.*"));
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
