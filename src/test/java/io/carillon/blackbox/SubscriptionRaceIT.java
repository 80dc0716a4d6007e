package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From {@code subscribed} to {@code unsubscribed}, and not beyond, whoever else comes and goes meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionRaceIT {
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
    void requestsInOneWriteTakeEffectInTheirOrder() {
        try (Dialogue alice = open("alice")) {
            alice.send(
                    Frame.text(subscribe("quick", 1)),
                    Frame.text(publish("quick", "in", 2)),
                    Frame.text(unsubscribe("quick", 3)),
                    Frame.text(publish("quick", "out", 4)),
                    Frame.text(subscribe("quick", 5)),
                    Frame.text(unsubscribe("quick", 6)),
                    Frame.text(subscribe("quick", 7)),
                    Frame.text(publish("quick", "again", 8)));
            List<String> heard = new ArrayList<>();
            List<Integer> answered = new ArrayList<>();
            boolean subscribed = false;
            while (!heard.contains("again") || answered.size() < 8) {
                JsonObject text = new JsonObject(alice.text());
                if (text.containsKey("id")) {
                    answered.add(text.getInteger("id"));
                    subscribed = stateAfter(text.getString("type"), subscribed);
                } else {
                    assertThat(subscribed).as("subscribed at " + text.encode()).isTrue();
                    heard.add(text.getString("data"));
                }
            }
            assertThat(answered).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(heard).endsWith("again").doesNotHaveDuplicates();
        }
    }

    private static boolean stateAfter(String answer, boolean before) {
        return switch (answer) {
            case "subscribed" -> true;
            case "unsubscribed" -> false;
            case "published" -> before;
            default -> throw new AssertionError("unexpected answer " + answer);
        };
    }

    @Test
    void whoIsSubscribedHearsWhileOthersComeAndGo() {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            CompletableFuture.allOf(IntStream.range(0, 6)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> comeAndGo("user-" + i), threads))
                            .toArray(CompletableFuture[]::new))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        } finally {
            threads.shutdownNow();
        }
    }

    private void comeAndGo(String user) {
        try (Dialogue client = open(user)) {
            for (int round = 0; round < 200; round++) {
                String mark = user + " " + round;
                client.send(Frame.text(subscribe("door", round)));
                awaitAnswer(client, round);
                client.send(Frame.text(publish("door", mark)));
                awaitMessage(client, mark);
                client.send(Frame.text(unsubscribe("door", round)), Frame.text(publish("door", "gone " + mark)));
                awaitAnswer(client, round);
                client.send(Frame.text(request("ping", "quiet").encode()));
                assertThat(client.text()).as("after unsubscribed").contains("pong");
            }
        }
    }

    private static void awaitAnswer(Dialogue client, int id) {
        JsonObject text = new JsonObject(client.text());
        while (!text.containsKey("id")) {
            text = new JsonObject(client.text());
        }
        assertThat(text.getString("type")).as(text.encode()).isNotEqualTo("error");
        assertThat(text.getInteger("id")).isEqualTo(id);
    }

    private static void awaitMessage(Dialogue client, String mark) {
        JsonObject text = new JsonObject(client.text());
        while (!mark.equals(text.getString("data"))) {
            assertThat(text.getString("type")).isEqualTo("message");
            text = new JsonObject(client.text());
        }
    }

    private Dialogue open(String user) {
        Dialogue client = node.raw(node.tokens().of(user));
        client.text();
        return client;
    }

    private static String unsubscribe(String channel, Object id) {
        return request("unsubscribe", id).put("channel", channel).encode();
    }
}
