package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One who does not read is let go; nobody else notices. */
class SlowConsumerIT {
    private static final int MESSAGES = 400;
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final String LOAD = "x".repeat(20_000);

    @ParameterizedTest
    @CsvSource({"131072, 60s", "67108864, 1s"})
    void aSubscriberThatDoesNotReadIsClosed3008WhileTwentyOthersGetEverythingInOrder(int bytes, String timeout) {
        NodeConf conf = NodeConf.open().with("limits.pendingBytes", bytes).with("limits.pendingTimeout", timeout);
        try (CarillonProcess node = CarillonProcess.start(conf);
                Dialogue slow = node.slow("busy");
                JdkClient publisher = JdkClient.connectAs(node, "publisher")) {
            List<JdkClient> others = IntStream.range(0, 20)
                    .mapToObj(i -> JdkClient.connectAs(node, "reader-" + i).subscribe("busy"))
                    .toList();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> awaitClose(node, slow));
            for (int i = 0; i < MESSAGES; i++) {
                publisher.send(publish("busy", i + LOAD, i)).nextOf("published");
                for (JdkClient other : others) {
                    assertNumber(other.nextOf("message"), i);
                }
            }
            closed.join();
            assertThat(node.metric("carillon_slow_consumers_total")).isEqualTo(1);
            assertThat(others).noneMatch(JdkClient::isClosed);
            others.forEach(JdkClient::close);
        }
    }

    /** Beside the others, however long they take: five seconds after it was closed it would be cut. */
    private static void awaitClose(CarillonProcess node, Dialogue slow) {
        Await.until(
                "the slow one was noticed",
                DEADLINE,
                () -> node.metric("carillon_connections_closed_total{code=\"3008\"") == 1);
        assertClosedBehindAnUnbrokenStart(slow);
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
