package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is in a channel, on a node that runs alone. */
class PresenceIT {
    private static final JsonObject OPEN =
            new JsonObject().put("subscribe", "anyone").put("publish", "anyone");

    private static CarillonProcess patient;
    private static CarillonProcess hasty;

    /** Namespaces with all kinds of presence, for a configuration that is open otherwise. */
    static NodeConf tracked(NodeConf conf) {
        return conf.with(
                        "namespaces.room", OPEN.copy().put("presence", "anyone").put("joinLeave", true))
                .with("namespaces.quiet", OPEN.copy().put("presence", "anyone"))
                .with("namespaces.told", OPEN.copy().put("joinLeave", true))
                .with("namespaces.granted", OPEN.copy().put("presence", "granted"));
    }

    @BeforeAll
    static void start() {
        patient = CarillonProcess.start(tracked(NodeConf.open()).with("presence.grace", "60s"));
        hasty = CarillonProcess.start(tracked(NodeConf.open()).with("presence.grace", "100ms"));
    }

    @AfterAll
    static void stop() {
        Stream.of(patient, hasty).forEach(CarillonProcess::close);
    }

    static String ask(String channel) {
        return "{\"type\":\"presence\",\"id\":5,\"channel\":\"" + channel + "\"}";
    }

    static String id(JdkClient client) {
        return client.welcome().getJsonObject("data").getString("clientId");
    }

    static JsonObject member(String type, String channel, JdkClient client) {
        return new JsonObject()
                .put("type", type)
                .put("channel", channel)
                .put("clientId", id(client))
                .put("user", client.welcome().getJsonObject("data").getString("userId"))
                .put("info", null);
    }

    /** Subscribes, and takes the answer and its own join. */
    static JdkClient joined(JdkClient client, String channel) {
        client.subscribe(channel);
        assertThat(client.nextJson()).isEqualTo(member("join", channel, client));
        return client;
    }

    /** What comes next is this message, so nothing was told before it. */
    static void hearsNothing(JdkClient client, JdkClient publisher, String channel) {
        publisher.send("{\"type\":\"publish\",\"channel\":\"" + channel + "\",\"data\":\"marker\"}");
        assertThat(client.nextOf("message").getString("data")).isEqualTo("marker");
    }

    @Test
    void the_answer_has_every_member_with_its_info_byte_for_byte() {
        String info = "{ \"n\":1.50e+3, \"s\":\"\\u00e4\u00e4\" }";
        String claims = Tokens.claims("ada").encode();
        String token =
                patient.tokens().signedText(claims.substring(0, claims.length() - 1) + ",\"info\":" + info + "}");
        try (JdkClient ada = JdkClient.connect(patient, token);
                JdkClient asking = JdkClient.connectAs(patient, "ben")) {
            ada.subscribe("quiet:1");
            assertThat(asking.send(ask("quiet:1")).next())
                    .isEqualTo("{\"type\":\"presence\",\"id\":5,\"channel\":\"quiet:1\",\"count\":1,\"users\":1,"
                            + "\"clients\":[{\"clientId\":\"" + id(ada) + "\",\"user\":\"ada\",\"info\":" + info
                            + "}]}");
        }
    }

    @Test
    void a_channel_without_members_has_an_answer_too() {
        try (JdkClient asking = JdkClient.connectAs(patient, "ben")) {
            assertThat(asking.ask(ask("quiet:nobody")))
                    .isEqualTo(new JsonObject()
                            .put("type", "presence")
                            .put("id", 5)
                            .put("channel", "quiet:nobody")
                            .put("count", 0)
                            .put("users", 0)
                            .put("clients", new JsonArray()));
        }
    }

    @Test
    void a_subscriber_finds_itself_as_soon_as_it_is_subscribed() {
        try (JdkClient ada = JdkClient.connectAs(patient, "ada");
                JdkClient again = JdkClient.connectAs(patient, "ada")) {
            ada.subscribe("quiet:2");
            assertThat(ada.ask(ask("quiet:2")).getInteger("count")).isEqualTo(1);
            again.subscribe("quiet:2");
            JsonObject both = again.ask(ask("quiet:2"));
            assertThat(both.getInteger("count")).isEqualTo(2);
            assertThat(both.getInteger("users")).isEqualTo(1);
        }
    }

    @Test
    void joins_and_leaves_are_told_to_all_subscribers_in_order() {
        try (JdkClient ada = JdkClient.connectAs(patient, "ada");
                JdkClient ben = JdkClient.connectAs(patient, "ben")) {
            joined(ada, "room:1");
            for (int round = 0; round < 20; round++) {
                joined(ben, "room:1");
                ben.ask("{\"type\":\"unsubscribe\",\"channel\":\"room:1\"}");
            }
            for (int round = 0; round < 20; round++) {
                assertThat(ada.nextJson()).isEqualTo(member("join", "room:1", ben));
                assertThat(ada.nextJson()).isEqualTo(member("leave", "room:1", ben));
            }
        }
    }

    @Test
    void who_comes_back_within_the_grace_has_neither_left_nor_joined() {
        JdkClient ben = JdkClient.connectAs(patient, "ben");
        try (JdkClient ada = JdkClient.connectAs(patient, "ada")) {
            joined(ada, "room:2");
            joined(ben, "room:2");
            assertThat(ada.nextJson()).isEqualTo(member("join", "room:2", ben));
            ben.close();
            awaitClosed(patient, 1);
            assertThat(ada.ask(ask("room:2")).getInteger("count")).isEqualTo(2);
            try (JdkClient back = JdkClient.connectAs(patient, "ben")) {
                back.subscribe("room:2");
                hearsNothing(back, back, "room:2");
                assertThat(ada.nextOf("message").getString("data")).isEqualTo("marker");
                JsonObject both = ada.ask(ask("room:2"));
                assertThat(both.getInteger("count")).isEqualTo(2);
                assertThat(both.encode()).contains(id(back)).doesNotContain(id(ben));
            }
        }
    }

    @Test
    void after_the_grace_a_leave_is_told() {
        JdkClient ben = JdkClient.connectAs(hasty, "ben");
        try (JdkClient ada = JdkClient.connectAs(hasty, "ada")) {
            joined(ada, "told:1");
            joined(ben, "told:1");
            assertThat(ada.nextJson()).isEqualTo(member("join", "told:1", ben));
            ben.close();
            assertThat(ada.nextJson()).isEqualTo(member("leave", "told:1", ben));
        }
    }

    @Test
    void an_untracked_channel_tells_nothing() {
        try (JdkClient ada = JdkClient.connectAs(patient, "ada")) {
            ada.subscribe("chat:1");
            hearsNothing(ada, ada, "chat:1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chat:1, 403, permission_denied",
        "told:1, 403, permission_denied",
        "granted:1, 403, permission_denied",
        "none:1, 404, unknown_namespace",
        "b\u00e4d, 400, invalid_message",
        "'', 400, invalid_message"
    })
    void who_may_not_ask_is_told_so(String channel, int code, String name) {
        try (JdkClient ada = JdkClient.connectAs(patient, "ada")) {
            JsonObject error = ada.ask(ask(channel));
            assertThat(error.getInteger("code")).isEqualTo(code);
            assertThat(error.getString("name")).isEqualTo(name);
            assertThat(error.getInteger("id")).isEqualTo(5);
            assertThat(ada.ask("{\"type\":\"presence\",\"channel\":7}").getInteger("code"))
                    .isEqualTo(400);
        }
    }

    @Test
    void a_grant_opens_what_it_names() {
        JsonObject grants = new JsonObject().put("presence", new JsonArray().add("granted:*"));
        String token = patient.tokens().signed(Tokens.claims("ada").put("grants", grants));
        try (JdkClient ada = JdkClient.connect(patient, token)) {
            assertThat(ada.ask(ask("granted:1")).getString("type")).isEqualTo("presence");
        }
    }

    private static void awaitClosed(CarillonProcess node, int connections) {
        Await.until("a connection has ended", () -> node.metric("carillon_connections ") <= connections);
    }
}
