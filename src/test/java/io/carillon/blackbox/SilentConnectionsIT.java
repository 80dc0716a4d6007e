package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that never become WebSockets, and requests too large to be honest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentConnectionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FLOOD = 4 << 20;

    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open(), "-Xmx96m");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void silenceAndHalfHandshakesAreCutWhileUpgradedConnectionsStay() {
        byte[] handshake = UpgradeRequest.to("/ws")
                .bearer(node.tokens().of("alice"))
                .with("X-Pad", "y".repeat(200))
                .bytes();
        try (JdkClient upgraded = JdkClient.connectAs(node, "bob");
                RawSocket silent = RawSocket.connect(node.port());
                RawSocket oneByte = RawSocket.connect(node.port());
                RawSocket half = RawSocket.connect(node.port());
                RawSocket almost = RawSocket.connect(node.port());
                RawSocket halfBody = RawSocket.connect(node.port());
                RawSocket dripping = RawSocket.connect(node.port())) {
            oneByte.send(new byte[] {'G'});
            half.send(Arrays.copyOf(handshake, handshake.length / 2));
            almost.send(Arrays.copyOf(handshake, handshake.length - 1));
            halfBody.send("POST /ws HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"
                    .getBytes(StandardCharsets.US_ASCII));
            assertCutThoughDripping(dripping, handshake);
            for (RawSocket socket : List.of(silent, oneByte, half, almost, halfBody)) {
                assertThat(socket.endsWithin(PATIENCE)).isTrue();
            }
            upgraded.send("{\"type\":\"ping\"}").nextOf("pong");
        }
    }

    /** A byte now and then must not keep a handshake alive: the pace is that of a read that finds nothing. */
    private static void assertCutThoughDripping(RawSocket socket, byte[] handshake) {
        boolean cut = false;
        for (int i = 0; i < 100 && !cut; i++) {
            cut = !socket.sendUnlessCut(new byte[] {handshake[i]}) || socket.endsWithin(Duration.ofMillis(300));
        }
        assertThat(cut).isTrue();
    }

    static Stream<String> floods() {
        return Stream.of(
                "GET /" + "a".repeat(FLOOD),
                "GET /ws?token=" + "a".repeat(FLOOD),
                "GET /ws HTTP/1.1\r\nHost: x\r\nX-Long: " + "b".repeat(FLOOD),
                "GET /ws HTTP/1.1\r\nHost: x\r\n" + "X-Many: c\r\n".repeat(FLOOD / 11),
                "GET /ws HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + "d".repeat(FLOOD),
                "\u0000".repeat(FLOOD),
                "x".repeat(FLOOD));
    }

    @ParameterizedTest
    @MethodSource("floods")
    void aFloodInsteadOfARequestIsRefusedOrCutAndDisturbsNobody(String flood) {
        try (JdkClient bob = JdkClient.connectAs(node, "bob");
                RawSocket socket = RawSocket.connect(node.port())) {
            socket.sendUnlessCut(flood.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.endsWithin(PATIENCE)).isTrue();
            bob.send("{\"type\":\"ping\"}").nextOf("pong");
        }
    }

    @Test
    void anOversizedHeaderThatIsCompleteIsAnsweredOrCut() {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            socket.sendUnlessCut(UpgradeRequest.to("/ws")
                    .bearer(node.tokens().of("alice"))
                    .with("X-Long", "b".repeat(100_000))
                    .bytes());
            assertThat(socket.endsWithin(PATIENCE)).isTrue();
        }
    }

    @Test
    void aThousandConnectionsThatAreDroppedAtOnceLeaveNoTrace() {
        for (int i = 0; i < 1000; i++) {
            RawSocket.connect(node.port()).close();
        }
        try (Dialogue alice = node.raw(node.tokens().of("alice"))) {
            assertThat(alice.text()).contains("welcome");
        }
    }
}
