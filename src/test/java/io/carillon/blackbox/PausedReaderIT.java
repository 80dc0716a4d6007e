package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that stops and goes on within its bounds misses nothing, however a message was cut on its way out. */
class PausedReaderIT {
    private static final int MESSAGES = 300;

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void everyMessageArrivesWholeAndInOrder(String transport) {
        NodeConf conf = NodeConf.open()
                .with("server.transport", transport)
                .with("limits.pendingBytes", 64 << 20)
                .with("limits.pendingTimeout", "1m");
        try (CarillonProcess node = CarillonProcess.start(conf);
                Dialogue paused = node.slow("chat:busy");
                Dialogue publisher = node.raw(node.tokens().of("publisher"))) {
            publisher.text();
            for (int i = 0; i < MESSAGES; i++) {
                publisher.send(Frame.text(publish("chat:busy", i + load(i), i)));
                assertThat(publisher.text()).contains("published");
            }
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(new JsonObject(paused.text()).getString("data")).isEqualTo(i + load(i));
            }
            paused.expectAlive();
        }
    }

    /** Of many lengths, so that the socket's buffer is full at many places of a frame. */
    private static String load(int number) {
        return "x".repeat(1 + number * 7_919 % 30_000);
    }
}
