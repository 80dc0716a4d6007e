package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Bytes;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Flood;
import io.carillon.wire.Frame;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that send without end and read nothing, against a node with little memory: whatever is kept for them beyond
 * the bounds would bring it down.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodsIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open(), "-Xmx80m");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    static Stream<Frame> floods() {
        return Stream.of(
                Frame.of(Frame.PING, "p".repeat(125)),
                Frame.of(Frame.PONG, "p".repeat(125)),
                Frame.text(request("ping", "i".repeat(64)).encode()),
                Frame.text(request("subscribe", "i".repeat(64))
                        .put("channel", "nowhere:" + "n".repeat(200))
                        .encode()),
                Frame.text(publish("flooded", "d".repeat(1000))),
                Frame.text(publish("flooded", "d".repeat(1000), 1)));
    }

    @ParameterizedTest
    @MethodSource("floods")
    void aFloodThatNobodyReadsTheAnswersOfDisturbsNobody(Frame frame) {
        try (JdkClient bob = JdkClient.connectAs(node, "bob");
                Dialogue witness = node.raw(node.tokens().of("witness"));
                Flood flood = Flood.open(node.port(), node.tokens().of("flooder"))) {
            witness.text();
            byte[] chunk = Bytes.repeat(frame.bytes(), 1000);
            long sent = 0;
            while (sent < 200L << 20 && flood.push(chunk)) {
                sent += chunk.length;
                if (sent / chunk.length % 16 == 0) {
                    bob.send(request("ping").encode()).nextOf("pong");
                }
            }
            witness.expectAlive();
            assertThat(bob.ask(request("ping", 1).encode())).isEqualTo(request("pong", 1));
        }
    }
}
