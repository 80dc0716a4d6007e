package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.RedisProcess;
import io.carillon.wire.RawSocket;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that may have few open files, and more sockets than that. */
class OpenFilesIT {
    private static final int FILES = 400;

    @Test
    void opsAndRedisAreReachedWhileAllFilesForClientsAreInUse() {
        try (RedisProcess redis = RedisProcess.start();
                CarillonProcess node = CarillonProcess.startWithOpenFiles(
                        NodeConf.open()
                                .with("broker.type", "redis")
                                .with("broker.redis.endpoints", new JsonArray().add(redis.uri())),
                        FILES);
                JdkClient bob = JdkClient.connectAs(node, "bob")) {
            assertThat(lines(node, "server.maxConnections is more than the limit of open files allows"))
                    .isEqualTo(1);
            List<RawSocket> sockets = new ArrayList<>();
            for (int i = 0; i < 2 * FILES; i++) {
                sockets.add(RawSocket.connect(node.port()));
                if (i % 50 == 0) {
                    assertThat(node.ops("/health/live").statusCode()).isEqualTo(200);
                    assertThat(node.ops("/metrics").statusCode()).isEqualTo(200);
                }
            }
            Await.until("a line says it", () -> lines(node, "Connections are refused") > 0);
            assertThat(bob.ask("{\"type\":\"publish\",\"channel\":\"c\",\"data\":1,\"id\":2}")
                            .getString("type"))
                    .isEqualTo("published");
            redis.kill();
            redis.restart();
            Await.until("Redis is back", () -> node.ops("/health/ready").statusCode() == 200);
            sockets.forEach(RawSocket::close);
            Await.until("there is room again", () -> isServed(node));
            assertThat(lines(node, "Connections are refused")).isEqualTo(1);
            assertThat(node.output()).doesNotContain("Exception").doesNotContain("Too many open files");
        }
    }

    private static boolean isServed(CarillonProcess node) {
        try (JdkClient carol = JdkClient.connectAs(node, "carol")) {
            return carol.ask("{\"type\":\"ping\",\"id\":1}").getString("type").equals("pong");
        } catch (RuntimeException | AssertionError refused) {
            return false;
        }
    }

    private static long lines(CarillonProcess node, String text) {
        return node.output().lines().filter(line -> line.contains(text)).count();
    }
}
