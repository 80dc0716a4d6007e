package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests of one connection are answered in order, however long each takes; messages keep their order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerOrderIT {
    private static final int REQUESTS = 300;

    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open());
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void mixedRequestsSentAtOnceAreAnsweredInTheirOrder() {
        String token = node.tokens().of("alice");
        try (Dialogue raw = node.raw(token)) {
            raw.text();
            raw.send(IntStream.range(0, REQUESTS)
                    .mapToObj(i -> Frame.text(mixed(i, token)))
                    .toArray(Frame[]::new));
            List<String> expected =
                    IntStream.range(0, REQUESTS).mapToObj(i -> answer(i)).toList();
            assertThat(answers(raw)).isEqualTo(expected);
        }
    }

    /** Ten kinds in turn; each round of ten has a channel of its own. */
    private static String mixed(int i, String token) {
        String channel = "chat:round-" + i / 10;
        return switch (i % 10) {
            case 0, 5 -> subscribe(channel, i);
            case 1, 7 -> publish(channel, i, i);
            case 2 -> request("ping", i).encode();
            case 3 -> request("unheard-of", i).encode();
            case 4 -> request("refresh", i).put("token", token).encode();
            case 6 -> subscribe("nowhere:x", i);
            default -> request("unsubscribe", i).put("channel", channel).encode();
        };
    }

    private static String answer(int i) {
        return i
                + switch (i % 10) {
                    case 0 -> " subscribed";
                    case 1, 7 -> " published";
                    case 2 -> " pong";
                    case 3 -> " error 400";
                    case 4 -> " refreshed";
                    case 5 -> " error 409";
                    case 6 -> " error 404";
                    case 8 -> " unsubscribed";
                    default -> " error 409";
                };
    }

    private static List<String> answers(Dialogue raw) {
        List<String> answers = new ArrayList<>();
        while (answers.size() < REQUESTS) {
            JsonObject answer = new JsonObject(raw.text());
            if (!answer.getString("type").equals("message")) {
                String code = answer.containsKey("code") ? " " + answer.getInteger("code") : "";
                answers.add(answer.getInteger("id") + " " + answer.getString("type") + code);
            }
        }
        return answers;
    }

    @Test
    void allSubscribersSeeTheMessagesOfAllPublishersInOneOrder() {
        try (JdkClient first = JdkClient.connectAs(node, "first").subscribe("race");
                JdkClient second = JdkClient.connectAs(node, "second").subscribe("race");
                JdkClient third = JdkClient.connectAs(node, "third").subscribe("race")) {
            for (int i = 0; i < 200; i++) {
                first.send(publish("race", "first " + i));
                second.send(publish("race", "second " + i));
                third.send(publish("race", "third " + i));
            }
            List<String> order = data(first);
            assertThat(data(second)).isEqualTo(order);
            assertThat(data(third)).isEqualTo(order);
            for (String name : new String[] {"first", "second", "third"}) {
                assertThat(order.stream().filter(text -> text.startsWith(name)).toList())
                        .isEqualTo(IntStream.range(0, 200)
                                .mapToObj(i -> name + " " + i)
                                .toList());
            }
        }
    }

    private static List<String> data(JdkClient client) {
        return IntStream.range(0, 600)
                .mapToObj(i -> client.nextOf("message").getString("data"))
                .toList();
    }
}
