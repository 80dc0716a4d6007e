package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One who does not read is let go; nobody else notices. */
class SlowConsumerIT {
    private static final int MESSAGES = 400;
    private static final String LOAD = "x".repeat(20_000);

    @Test
    void aSubscriberThatDoesNotReadIsClosed3008WhileTwentyOthersGetEverythingInOrder() {
        NodeConf conf = NodeConf.open().with("limits.pendingBytes", 131_072).with("limits.pendingTimeout", "2s");
        try (CarillonProcess node = CarillonProcess.start(conf);
                Dialogue slow = connectSlow(node);
                JdkClient publisher = JdkClient.connectAs(node, "publisher")) {
            List<JdkClient> others = IntStream.range(0, 20)
                    .mapToObj(i -> JdkClient.connectAs(node, "reader-" + i).subscribe("busy"))
                    .toList();
            for (int i = 0; i < MESSAGES; i++) {
                publisher.send(publish("busy", i + LOAD, i)).nextOf("published");
                for (JdkClient other : others) {
                    assertNumber(other.nextOf("message"), i);
                }
            }
            Await.until("the slow one was noticed", () -> slowConsumers(node) == 1);
            assertClosedBehindAnUnbrokenStart(slow);
            assertThat(others).noneMatch(JdkClient::isClosed);
            others.forEach(JdkClient::close);
        }
    }

    private static Dialogue connectSlow(CarillonProcess node) {
        RawSocket socket = RawSocket.connect(node.port(), 4096);
        socket.upgrade(UpgradeRequest.to("/ws").bearer(node.tokens().of("slow")));
        Dialogue slow = new Dialogue(socket);
        slow.text();
        slow.send(Frame.text(subscribe("busy", 1))).text();
        return slow;
    }

    private static double slowConsumers(CarillonProcess node) {
        return node.ops("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("carillon_slow_consumers_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void assertClosedBehindAnUnbrokenStart(Dialogue slow) {
        Frame frame = slow.frame();
        for (int i = 0; frame.opcode() != Frame.CLOSE; frame = slow.frame()) {
            if (frame.opcode() == Frame.TEXT) {
                assertNumber(new JsonObject(frame.text()), i++);
            }
        }
        assertThat(frame.closeCode()).isEqualTo(3008);
        assertThat(frame.closeReason()).isEqualTo("slow consumer");
    }

    private static void assertNumber(JsonObject message, int number) {
        assertThat(message.getString("data")).startsWith(number + "x");
    }
}
