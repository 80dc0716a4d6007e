package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces whose slow subscribers lose messages rather than their connection. */
class SlowConsumerPolicyIT {
    private static final int MESSAGES = 400;
    private static final int BURST = 40;
    private static final String LOAD = "x".repeat(20_000);

    @ParameterizedTest
    @ValueSource(strings = {"drop-oldest", "latest"})
    void aSlowSubscriberLosesOldMessagesButNeitherTheLastOneNorItsConnection(String policy) {
        NodeConf conf = NodeConf.open()
                .with("limits.pendingBytes", 262_144)
                .with("limits.pendingTimeout", "1s")
                .with("namespaces.chat.slowConsumer", policy);
        try (CarillonProcess node = CarillonProcess.start(conf, "-Xmx80m");
                Dialogue slow = node.slow("chat:busy");
                Dialogue publisher = node.raw(node.tokens().of("publisher"))) {
            publisher.text();
            for (int i = 0; i < MESSAGES; i += BURST) {
                publishAtOnce(publisher, i);
            }
            int last = -1;
            int count = 0;
            boolean told = false;
            while (last < MESSAGES - 1) {
                String text = slow.text();
                if (text.contains("\"reset\"")) {
                    assertThat(text).contains("\"reason\":\"dropped\"");
                    told = true;
                    continue;
                }
                int number = number(text);
                assertThat(number).isGreaterThan(last);
                assertThat(told || policy.equals("latest") || number == last + 1)
                        .as("a gap is told before the message behind it")
                        .isTrue();
                told = false;
                last = number;
                count++;
            }
            assertThat(count).isLessThan(MESSAGES);
            slow.expectAlive();
        }
    }

    /** A burst is more than a slow subscriber may have pending. */
    private static void publishAtOnce(Dialogue publisher, int first) {
        publisher.send(IntStream.range(first, first + BURST)
                .mapToObj(i -> Frame.text(publish("chat:busy", i + LOAD, i)))
                .toArray(Frame[]::new));
        for (int i = 0; i < BURST; i++) {
            assertThat(publisher.text()).contains("published");
        }
    }

    private static int number(String message) {
        String data = new JsonObject(message).getString("data");
        return Integer.parseInt(data.substring(0, data.indexOf('x')));
    }
}
