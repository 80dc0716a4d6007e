package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Receiver;
import io.carillon.testing.Tokens;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hook that is asked for permission, and everything that may be wrong with it. */
class AuthorizeIT {
    private static final Receiver.Answer YES = new Receiver.Answer(200, "{\"allow\":true}");
    private static final Receiver.Answer NO = new Receiver.Answer(200, "{\"allow\":false,\"reason\":\"not today\"}");

    private Receiver hook;
    private CarillonProcess node;

    @BeforeEach
    void begin() {
        hook = Receiver.start();
        hook.answer(body -> YES);
        node = CarillonProcess.start(NodeConf.open()
                .with("hooks.authorize.url", hook.url())
                .with("hooks.authorize.secret", Receiver.SECRET));
    }

    @AfterEach
    void end() {
        node.close();
        hook.close();
    }

    private static String subscribe(String channel, int id) {
        return "{\"type\":\"subscribe\",\"id\":" + id + ",\"channel\":\"" + channel + "\"}";
    }

    private static String publish(String channel, int id) {
        return "{\"type\":\"publish\",\"id\":" + id + ",\"channel\":\"" + channel + "\",\"data\":" + id + "}";
    }

    private static void isError(JsonObject error, int code, String name, String message) {
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getInteger("code")).isEqualTo(code);
        assertThat(error.getString("name")).isEqualTo(name);
        assertThat(error.getString("message")).isEqualTo(message);
    }

    private HttpAnswer upgrade(String user) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            return socket.exchange(UpgradeRequest.to("/ws").bearer(node.tokens().of(user)));
        }
    }

    @Test
    void who_is_allowed_is_served_and_the_hook_knows_who_wants_what() {
        String token = node.tokens().signed(Tokens.claims("ada").put("groups", new JsonArray().add("staff")));
        try (JdkClient ada = JdkClient.connect(node, token)) {
            assertThat(ada.ask(subscribe("room", 1)).getString("type")).isEqualTo("subscribed");
            ada.send(publish("room", 2));
            assertThat(List.of(ada.nextJson().getString("type"), ada.nextJson().getString("type")))
                    .containsExactlyInAnyOrder("message", "published");
            JsonObject who = new JsonObject().put("user", "ada").put("groups", new JsonArray().add("staff"));
            JsonObject there = who.copy().put("clientId", PresenceIT.id(ada)).put("channel", "room");
            assertThat(hook.bodies())
                    .containsExactly(
                            who.copy().put("operation", "connect"),
                            there.copy().put("operation", "subscribe"),
                            there.copy().put("operation", "publish"));
            assertThat(hook.forged()).isEmpty();
        }
    }

    @Test
    void a_no_is_told_with_its_reason_and_the_connection_lives_on() {
        hook.answer(body -> "bad".equals(body.getString("channel")) ? NO : YES);
        try (JdkClient ada = JdkClient.connectAs(node, "ada")) {
            isError(ada.ask(subscribe("bad", 1)), 403, "permission_denied", "not today");
            isError(ada.ask(publish("bad", 2)), 403, "permission_denied", "not today");
            assertThat(ada.ask(subscribe("good", 3)).getString("type")).isEqualTo("subscribed");
        }
    }

    @Test
    void a_connection_that_is_not_allowed_is_refused_before_the_upgrade() {
        hook.answer(body -> NO);
        HttpAnswer refused = upgrade("ada");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("permission_denied");
        hook.answer(body -> new Receiver.Answer(500, ""));
        HttpAnswer unknown = upgrade("ada");
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.body()).contains("\"unavailable\"");
        assertThat(node.metric("carillon_handshakes_refused_total{reason=\"not_permitted\"}"))
                .isEqualTo(1);
        assertThat(node.metric("carillon_handshakes_refused_total{reason=\"no_verdict\"}"))
                .isEqualTo(1);
    }

    @Test
    void the_hook_never_widens_what_token_and_namespace_allow() {
        try (JdkClient ada = JdkClient.connectAs(node, "ada")) {
            assertThat(ada.ask(subscribe("nowhere:a", 1)).getInteger("code")).isEqualTo(404);
            assertThat(ada.ask(subscribe("room", 2)).getString("type")).isEqualTo("subscribed");
            assertThat(ada.ask(subscribe("room", 3)).getInteger("code")).isEqualTo(409);
        }
        assertThat(upgrade("").status()).isEqualTo(401);
    }

    @Test
    void requests_of_a_connection_are_answered_in_order_while_it_waits() {
        try (JdkClient ada = JdkClient.connectAs(node, "ada")) {
            hook.answer(body -> "bad".equals(body.getString("channel")) ? NO : YES);
            ada.send(subscribe("room", 0));
            for (int id = 1; id <= 300; id++) {
                ada.send(
                        id % 3 == 0
                                ? "{\"type\":\"ping\",\"id\":" + id + "}"
                                : publish(id % 3 == 1 ? "room" : "bad", id));
            }
            int answered = -1;
            int heard = 0;
            while (answered < 300 || heard < 100) {
                JsonObject next = ada.nextJson();
                if (next.getString("type").equals("message")) {
                    assertThat(next.getInteger("data")).isEqualTo(3 * heard++ + 1);
                } else {
                    assertThat(next.getInteger("id")).isEqualTo(++answered);
                }
            }
        }
    }

    @Test
    void one_that_waits_holds_nobody_else_up() {
        hook.answer(body -> "slow".equals(body.getString("channel")) ? Receiver.SILENCE : YES);
        try (JdkClient ada = JdkClient.connectAs(node, "ada");
                JdkClient ben = JdkClient.connectAs(node, "ben")) {
            ada.send(subscribe("slow", 1)).send(subscribe("room", 2));
            assertThat(ben.ask(subscribe("room", 1)).getString("type")).isEqualTo("subscribed");
            isError(ada.nextJson(), 503, "unavailable", "Authorization is not available");
            assertThat(ada.nextJson().getInteger("id")).isEqualTo(2);
        }
    }

    @Test
    void a_hook_that_is_ill_is_left_alone_and_asked_again_when_it_is_well() {
        try (JdkClient ada = JdkClient.connectAs(node, "ada")) {
            hook.shut();
            for (int id = 0; id < 15; id++) {
                isError(ada.ask(subscribe("room", id)), 503, "unavailable", "Authorization is not available");
            }
            assertThat(node.metric("carillon_authorize_breaker ")).isEqualTo(2);
            hook.open();
            Await.until(
                    "the hook is asked again",
                    () -> ada.ask(subscribe("r", 1)).getString("type").equals("subscribed"));
            assertThat(node.metric("carillon_authorize_breaker ")).isZero();
            assertThat(node.output()).containsOnlyOnce("The authorize hook does not answer");
            assertThat(node.metric("carillon_authorize_questions_total{outcome=\"unavailable\"}"))
                    .isGreaterThanOrEqualTo(15);
        }
    }
}
