package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Ports;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that cannot start says why in one line, and ends. */
class FailedStartIT {
    @Test
    void aClusterWithABrokerOfOneProcessIsRefused() {
        try (CarillonProcess node = CarillonProcess.launch(NodeConf.open(), "-cluster")) {
            assertThat(node.awaitExit()).isEqualTo(2);
            assertThat(node.errors())
                    .isEqualToIgnoringNewLines(
                            "broker.type: must be redis with -cluster: nodes need a broker they share");
            assertThat(node.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "ops", "cluster"})
    void aPortThatIsTakenIsNamedWithTheListenerThatWantedIt(String listener) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CarillonProcess node = CarillonProcess.launch(
                        clustered().with(listener + ".port", taken.getLocalPort()), "-cluster")) {
            assertThat(node.awaitExit()).isEqualTo(1);
            assertThat(node.errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("carillon run failed: " + listener + ".port: cannot listen on 127.0.0.1:"
                            + taken.getLocalPort() + ": Address already in use");
            assertThat(node.output()).doesNotContain("\tat ");
        }
    }

    /** 192.0.2.0/24 is nobody's (RFC 5737), and so is every name below .invalid (RFC 2606). */
    @ParameterizedTest
    @CsvSource({
        "server, 192.0.2.1, not an address of this machine",
        "ops, 192.0.2.1, not an address of this machine",
        "server, none.invalid, unknown host",
        "ops, none.invalid, unknown host"
    })
    void aHostThatIsNotOursIsNamedWithItsKey(String listener, String host, String reason) {
        NodeConf conf = NodeConf.open().with(listener + ".host", host);
        try (CarillonProcess node = CarillonProcess.launch(conf)) {
            assertThat(node.awaitExit()).isEqualTo(1);
            assertThat(node.errors().lines())
                    .containsExactly("carillon run failed: " + listener + ".host: cannot listen on " + host + ":"
                            + conf.port(listener) + ": " + reason);
            assertThat(node.output()).doesNotContain("Exception");
        }
    }

    /** A node that would begin without its Redis. */
    private static NodeConf clustered() {
        return NodeConf.open()
                .with("broker.type", "redis")
                .with("broker.redis.endpoints", new JsonArray().add("redis://127.0.0.1:" + Ports.free()))
                .with("cluster.port", Ports.free());
    }
}
