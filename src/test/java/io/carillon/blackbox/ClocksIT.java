package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.End;
import io.carillon.wire.Frame;
import io.carillon.wire.RawSocket;
import io.carillon.wire.Received;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No deadline waits for the clock of another: here clients are pinged so seldom that it never happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClocksIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open()
                .with("heartbeat.interval", "12h")
                .with("heartbeat.timeout", "24h")
                .with("limits.pendingTimeout", "1s")
                .with("limits.pendingBytes", 64 << 20)
                .with("limits.messageTimeout", "1s")
                .with("auth.leeway", "0s")
                .with("auth.expiryGrace", "0s"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void aStalledReaderIsClosed() {
        try (Dialogue slow = node.slow("busy");
                JdkClient publisher = JdkClient.connectAs(node, "publisher")) {
            for (int i = 0; i < 400; i++) {
                publisher.ask(publish("busy", "x".repeat(20_000), i));
            }
            Await.until("it is closed", () -> node.metric("carillon_connections_closed_total{code=\"3008\"") == 1);
            assertThat(slow.socket().endsWithin(RawSocket.DEADLINE)).isTrue();
        }
    }

    @Test
    void aConnectionEndsWithItsToken() {
        try (JdkClient alice = JdkClient.connect(node, node.tokens().lasting("alice", 2))) {
            assertThat(alice.awaitClosing()).isEqualTo(new JdkClient.Closing(3005, "token expired"));
        }
    }

    @Test
    void aSocketThatIsNoWebSocketIsClosed() {
        try (RawSocket idle = RawSocket.connect(node.port())) {
            assertThat(idle.read(Duration.ofSeconds(30))).isInstanceOf(End.class);
        }
    }

    static Stream<Frame> beginnings() {
        return Stream.of(Frame.text(subscribe("a", 1)), Frame.of(Frame.PING, "p".repeat(100)), Frame.close(1000, ""));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void aFrameWhoseLastByteDoesNotComeIsCutWithoutACloseFrame(Frame frame) {
        try (Dialogue late = node.raw(node.tokens().of("late"));
                JdkClient other = JdkClient.connectAs(node, "other")) {
            late.text();
            late.send(Arrays.copyOf(frame.bytes(), frame.bytes().length - 1));
            assertThat(late.socket().read()).isInstanceOf(End.class);
            other.send(request("ping").encode()).nextOf("pong");
        }
    }

    @Test
    void pingsBetweenFragmentsDoNotProlongAMessage() {
        try (Dialogue busy = node.raw(node.tokens().of("busy"))) {
            busy.text();
            busy.send(Frame.text("{").unfinished());
            Received answer = Frame.text("");
            while (answer instanceof Frame) {
                busy.socket().sendUnlessCut(Frame.of(Frame.PING, "p").bytes());
                answer = busy.socket().read();
                assertThat(answer instanceof Frame frame && frame.opcode() != Frame.PONG)
                        .isFalse();
            }
        }
    }
}
