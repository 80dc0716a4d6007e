package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces whose slow subscribers lose messages rather than their connection. */
class SlowConsumerPolicyIT {
    private static final int MESSAGES = 400;
    private static final String LOAD = "x".repeat(20_000);

    @ParameterizedTest
    @ValueSource(strings = {"drop-oldest", "latest"})
    void aSlowSubscriberLosesOldMessagesButNeitherTheLastOneNorItsConnection(String policy) {
        NodeConf conf = NodeConf.open()
                .with("limits.pendingBytes", 131_072)
                .with("limits.pendingTimeout", "1s")
                .with("namespaces.chat.slowConsumer", policy);
        try (CarillonProcess node = CarillonProcess.start(conf, "-Xmx80m");
                Dialogue slow = node.slow("chat:busy");
                JdkClient publisher = JdkClient.connectAs(node, "publisher")) {
            for (int i = 0; i < MESSAGES; i++) {
                publisher.send(publish("chat:busy", i + LOAD, i)).nextOf("published");
            }
            int last = -1;
            int count = 0;
            while (last < MESSAGES - 1) {
                int number = number(slow.text());
                assertThat(number).isGreaterThan(last);
                last = number;
                count++;
            }
            assertThat(count).isLessThan(MESSAGES);
            slow.expectAlive();
        }
    }

    private static int number(String message) {
        String data = new JsonObject(message).getString("data");
        return Integer.parseInt(data.substring(0, data.indexOf('x')));
    }
}
