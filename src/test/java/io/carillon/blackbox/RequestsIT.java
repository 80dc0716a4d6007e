package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The requests of a client and their answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsIT {
    private CarillonProcess node;
    private JdkClient alice;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open());
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void connect() {
        alice = JdkClient.connectAs(node, "alice");
    }

    @AfterEach
    void disconnect() {
        alice.close();
    }

    @Test
    void theWelcomeHasExactlyItsFields() {
        String token = node.tokens().lasting("alice", 600);
        long before = System.currentTimeMillis();
        try (JdkClient client = JdkClient.connect(node, token)) {
            JsonObject data = client.welcome().getJsonObject("data");
            assertThat(client.welcome().fieldNames()).isEqualTo(Set.of("type", "data"));
            assertThat(data.fieldNames())
                    .isEqualTo(Set.of("clientId", "userId", "timestamp", "expiresAt", "heartbeat"));
            assertThat(data.getString("clientId")).isNotBlank();
            assertThat(data.getString("userId")).isEqualTo("alice");
            assertThat(data.getLong("timestamp")).isBetween(before, System.currentTimeMillis());
            assertThat(data.getLong("expiresAt")).isEqualTo(Tokens.expiry(token) * 1000);
            assertThat(data.getJsonObject("heartbeat"))
                    .isEqualTo(new JsonObject().put("interval", 30_000).put("timeout", 60_000));
        }
    }

    @Test
    void everyConnectionOfAUserHasItsOwnClientId() {
        try (JdkClient second = JdkClient.connectAs(node, "alice")) {
            assertThat(second.welcome().getJsonObject("data").getString("clientId"))
                    .isNotEqualTo(alice.welcome().getJsonObject("data").getString("clientId"));
        }
    }

    @Test
    void answersCarryTheIdAndNothingTwice() {
        assertThat(alice.ask(subscribe("lobby", 1)))
                .isEqualTo(request("subscribed", 1).put("channel", "lobby"));
        assertThat(alice.ask(
                        request("unsubscribe", "two").put("channel", "lobby").encode()))
                .isEqualTo(request("unsubscribed", "two").put("channel", "lobby"));
        assertThat(alice.ask(publish("lobby", "x", 3)))
                .isEqualTo(request("published", 3).put("channel", "lobby"));
        assertThat(alice.ask(request("ping", "").encode())).isEqualTo(request("pong", ""));
    }

    @Test
    void answersWithoutAnIdCarryNone() {
        assertThat(alice.ask(request("subscribe").put("channel", "lobby").encode()))
                .isEqualTo(request("subscribed").put("channel", "lobby"));
        assertThat(alice.ask(request("unsubscribe").put("channel", "lobby").encode()))
                .isEqualTo(request("unsubscribed").put("channel", "lobby"));
        assertThat(alice.ask(request("ping").encode())).isEqualTo(request("pong"));
    }

    @Test
    void aPublishWithoutAnIdIsNotAnswered() {
        alice.send(publish("lobby", "x"));
        assertThat(alice.ask(request("ping", 9).encode())).isEqualTo(request("pong", 9));
    }

    @Test
    void aRefreshAnswersTheNewExpiry() {
        String token = node.tokens().lasting("alice", 1800);
        assertThat(alice.ask(request("refresh", 4).put("token", token).encode()))
                .isEqualTo(request("refreshed", 4).put("expiresAt", Tokens.expiry(token) * 1000));
    }

    @Test
    void anIdMayBeAnyNumberOrAStringOf64Characters() {
        for (String id : new String[] {
            "0", "-1", "7", "9007199254740993", "1.5", "\"\"", "\"\u20ac\\n\\\"\"", "\"" + "i".repeat(64) + "\""
        }) {
            assertThat(alice.ask("{\"type\":\"ping\",\"id\":" + id + "}").getValue("id"))
                    .as(id)
                    .isEqualTo(new JsonObject("{\"id\":" + id + "}").getValue("id"));
        }
    }

    @Test
    void anIdOfAnotherTypeOrTooLongIsInvalid() {
        for (String id : new String[] {"true", "{}", "[]", "[1]", "\"" + "i".repeat(65) + "\""}) {
            JsonObject answer = alice.ask("{\"type\":\"ping\",\"id\":" + id + "}");
            assertThat(assertError(answer, 400, "invalid_message").containsKey("id"))
                    .as(id)
                    .isFalse();
        }
    }

    @Test
    void aSubscriberHearsWhatOthersPublishAndWhatItPublishesItself() {
        try (JdkClient bob = JdkClient.connectAs(node, "bob").subscribe("chat:room")) {
            alice.subscribe("chat:room");
            long before = System.currentTimeMillis();
            alice.send(publish("chat:room", "hello"));
            for (JdkClient client : new JdkClient[] {alice, bob}) {
                JsonObject message = client.nextOf("message");
                assertThat(message.fieldNames()).isEqualTo(Set.of("type", "channel", "data", "from", "timestamp"));
                assertThat(message.getString("channel")).isEqualTo("chat:room");
                assertThat(message.getString("data")).isEqualTo("hello");
                assertThat(message.getString("from")).isEqualTo("alice");
                assertThat(message.getLong("timestamp")).isBetween(before, System.currentTimeMillis());
            }
        }
    }

    @Test
    void aPublisherThatIsNotSubscribedHearsNothing() {
        try (JdkClient bob = JdkClient.connectAs(node, "bob").subscribe("elsewhere")) {
            alice.send(publish("elsewhere", 1, 1)).nextOf("published");
            bob.nextOf("message");
            assertThat(alice.ask(request("ping").encode())).isEqualTo(request("pong"));
        }
    }

    @Test
    void afterUnsubscribingNothingComesAnyMore() {
        try (JdkClient bob = JdkClient.connectAs(node, "bob").subscribe("left")) {
            alice.subscribe("left");
            alice.ask(request("unsubscribe").put("channel", "left").encode());
            bob.send(publish("left", "after"));
            bob.nextOf("message");
            assertThat(alice.ask(request("ping").encode())).isEqualTo(request("pong"));
            alice.subscribe("left");
            bob.send(publish("left", "again"));
            assertThat(alice.nextOf("message").getString("data")).isEqualTo("again");
        }
    }

    @Test
    void subscriptionsEndWithTheirConnection() {
        try (JdkClient bob = JdkClient.connectAs(node, "bob").subscribe("mine")) {
            alice.subscribe("mine").close();
            try (JdkClient again = JdkClient.connectAs(node, "alice")) {
                bob.send(publish("mine", 1));
                bob.nextOf("message");
                assertThat(again.ask(request("ping").encode())).isEqualTo(request("pong"));
            }
        }
    }

    @Test
    void unknownFieldsAreIgnoredWhereverTheyStand() {
        String text = "{\"x\":{\"type\":\"no\",\"channel\":[1]},\"type\":\"subscribe\",\"y\":null,"
                + "\"channel\":\"lobby\",\"z\":[[]],\"id\":1}";
        assertThat(alice.ask(text)).isEqualTo(request("subscribed", 1).put("channel", "lobby"));
    }

    @Test
    void theOrderOfTheFieldsDoesNotMatter() {
        alice.subscribe("lobby");
        alice.send("{\"data\":{\"type\":\"ping\",\"id\":2},\"id\":1,\"channel\":\"lobby\",\"type\":\"publish\"}");
        JsonObject first = alice.nextJson();
        JsonObject second = alice.nextJson();
        assertThat(Set.of(first.getString("type"), second.getString("type"))).isEqualTo(Set.of("published", "message"));
    }
}
