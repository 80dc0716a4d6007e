package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Ports;
import io.carillon.testing.RedisProcess;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM at times when a node has other worries. */
class SignalsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNodeWithoutItsBrokerEndsWell(boolean hanging) {
        try (RedisProcess redis = RedisProcess.start();
                CarillonProcess node = CarillonProcess.start(CarillonCluster.shared(redis));
                JdkClient client = JdkClient.connectAs(node, "client").subscribe("lobby")) {
            if (hanging) {
                redis.pause();
            } else {
                redis.kill();
            }
            Await.until("it is not ready", () -> node.ops("/health/ready").statusCode() == 503);
            assertEndsWell(node, client);
        }
    }

    @Test
    void aNodeThatNeverFoundItsBrokerEndsWell() {
        try (RedisProcess absent = RedisProcess.reserve();
                CarillonProcess node = CarillonProcess.launch(CarillonCluster.shared(absent))) {
            Await.until("it listens", DEADLINE, () -> isOpen(node.opsPort()));
            try (RawSocket socket = RawSocket.connect(node.port())) {
                String token = node.tokens().of("client");
                assertThat(socket.exchange(UpgradeRequest.to("/ws").bearer(token))
                                .status())
                        .as("what is revoked is not known yet")
                        .isEqualTo(503);
            }
            node.terminate();
            assertThat(node.awaitExit()).isZero();
            assertThat(node.errors()).isEmpty();
        }
    }

    private static void assertEndsWell(CarillonProcess node, JdkClient client) {
        node.terminate();
        client.nextOf("draining");
        assertThat(client.awaitClosing()).isEqualTo(new JdkClient.Closing(1001, "Server shutting down"));
        assertThat(node.awaitExit()).isZero();
        assertThat(node.errors()).isEmpty();
    }

    /** What is to be drained is not there yet: the JVM's own 143 is as good. */
    @ParameterizedTest
    @ValueSource(strings = {"cluster", "server"})
    void aNodeThatIsStartingEndsAtOnce(String listener) {
        try (RedisProcess redis = RedisProcess.start()) {
            NodeConf conf = CarillonCluster.shared(redis).with("cluster.port", Ports.free());
            try (CarillonProcess node = CarillonProcess.launch(conf, "-cluster")) {
                Await.until("its first ports are open", DEADLINE, () -> isOpen(conf.port(listener)));
                node.terminate();
                assertThat(node.awaitExit()).isIn(0, 143);
                assertThat(node.errors()).isEmpty();
            }
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
