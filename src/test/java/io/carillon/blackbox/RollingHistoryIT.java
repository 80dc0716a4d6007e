package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.RedisProcess;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A namespace gets a history, or loses it, node by node: meanwhile each node hears what the others publish. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollingHistoryIT {
    private static final int ROUNDS = 20;

    private RedisProcess redis;
    private CarillonProcess without;
    private CarillonProcess with;

    @BeforeAll
    void start() {
        redis = RedisProcess.start();
        without = launch(0);
        with = launch(100);
        without.awaitReady();
        with.awaitReady();
    }

    private CarillonProcess launch(int historySize) {
        return CarillonProcess.launch(CarillonCluster.shared(redis)
                .with("namespaces.kept", HistoryIT.kept(historySize))
                .with("namespaces.lenient", HistoryIT.kept(historySize).put("slowConsumer", "drop-oldest"))
                .with("namespaces.latest", HistoryIT.kept(historySize).put("slowConsumer", "latest")));
    }

    @AfterAll
    void stop() {
        for (CarillonProcess node : List.of(without, with)) {
            try (node) {
                assertThat(node.output()).doesNotContain("Exception").doesNotContain("ERROR");
            }
        }
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kept:a", "lenient:a", "latest:a"})
    void whatOnePublishesTheOthersHearInOrder(String channel) {
        try (JdkClient ada = JdkClient.connectAs(without, "ada");
                JdkClient bob = JdkClient.connectAs(with, "bob")) {
            ada.subscribe(channel);
            bob.subscribe(channel);
            for (int i = 0; i < ROUNDS; i++) {
                JdkClient speaker = i % 2 == 0 ? ada : bob;
                speaker.send(publish(channel, i));
                for (JdkClient listener : List.of(ada, bob)) {
                    JsonObject message = listener.nextOf("message");
                    assertThat(message.getInteger("data")).isEqualTo(i);
                    assertThat(message.containsKey("offset")).isEqualTo(speaker == bob);
                }
            }
        }
    }

    @Test
    void whoIsExcludedIsSoOnBothAndAKeyIsKnownToBoth() {
        try (JdkClient ada = JdkClient.connectAs(without, "ada");
                JdkClient bob = JdkClient.connectAs(with, "bob")) {
            List<JdkClient> both = List.of(ada, bob);
            both.forEach(client -> client.subscribe("kept:excluded"));
            for (CarillonProcess node : List.of(without, with)) {
                for (JdkClient client : both) {
                    String id = client.welcome().getJsonObject("data").getString("clientId");
                    post(node, new JsonObject().put("data", "secret").put("exclude", id));
                    JdkClient other = client == ada ? bob : ada;
                    assertThat(other.nextOf("message").getString("data")).isEqualTo("secret");
                }
            }
            post(without, new JsonObject().put("data", "once").put("key", "k1"));
            post(with, new JsonObject().put("data", "twice").put("key", "k1"));
            post(with, new JsonObject().put("data", "once").put("key", "k2"));
            post(without, new JsonObject().put("data", "twice").put("key", "k2"));
            post(without, new JsonObject().put("data", "end"));
            both.forEach(client -> assertThat(IntStream.range(0, 3)
                            .mapToObj(i -> client.nextOf("message").getString("data")))
                    .containsExactly("once", "once", "end"));
        }
    }

    private static void post(CarillonProcess node, JsonObject body) {
        assertThat(node.ops("POST", "/api/channels/kept:excluded/messages", body.encode())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoComesBackToANodeWithTheHistoryGetsWhatItHolds() {
        try (JdkClient ada = JdkClient.connectAs(without, "ada");
                JdkClient bob = JdkClient.connectAs(with, "bob")) {
            ada.subscribe("kept:back");
            JsonObject position = bob.ask(publish("kept:back", 1, 1));
            ada.nextOf("message");
            bob.ask(publish("kept:back", 2, 2));
            ada.nextOf("message");
            position.remove("type");
            position.remove("id");
            position.remove("channel");
            JsonObject back = bob.ask(request("subscribe")
                    .put("channel", "kept:back")
                    .put("since", position)
                    .encode());
            assertThat(back.getBoolean("recovered")).isTrue();
            assertThat(bob.nextOf("message").getInteger("data")).isEqualTo(2);
        }
    }
}
