package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection lives as long as its token, and a refresh prolongs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenLifeIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open().with("auth.leeway", "1s").with("auth.expiryGrace", "0s"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void aConnectionEndsWithItsTokenUnlessItWasRefreshed() {
        try (JdkClient refreshed = JdkClient.connect(node, node.tokens().lasting("alice", 3));
                JdkClient early = JdkClient.connect(node, node.tokens().lasting("alice", 3));
                JdkClient late = JdkClient.connect(node, node.tokens().lasting("alice", 6))) {
            String longer = node.tokens().of("alice");
            assertThat(refreshed
                            .ask(request("refresh").put("token", longer).encode())
                            .getLong("expiresAt"))
                    .isEqualTo(Tokens.expiry(longer) * 1000);
            assertThat(early.awaitClosing()).isEqualTo(new JdkClient.Closing(3005, "token expired"));
            assertThat(late.awaitClosing()).isEqualTo(new JdkClient.Closing(3005, "token expired"));
            refreshed.send(request("ping").encode()).nextOf("pong");
        }
    }

    /** Whom the handshake lets in by the leeway is served by it, and may refresh by it. */
    @Test
    void theLeewayIsTheSameForTheHandshakeAndForEveryRequest() {
        JsonObject open = new JsonObject();
        Stream.of("subscribe", "publish", "history", "presence").forEach(what -> open.put(what, "anyone"));
        try (CarillonProcess lenient = CarillonProcess.start(NodeConf.open()
                        .with("auth.leeway", "1m")
                        .with("auth.expiryGrace", "0s")
                        .with("namespaces.kept", open.put("historySize", 10)));
                JdkClient alice = JdkClient.connect(lenient, lenient.tokens().lasting("alice", -20))) {
            for (String type : new String[] {"subscribe", "publish", "history", "presence", "unsubscribe"}) {
                JsonObject request = request(type, type)
                        .put("channel", type.equals("publish") ? "elsewhere" : "kept:a")
                        .put("data", 1);
                String answer =
                        alice.send(request.encode()).nextOf(expected(type)).encode();
                assertThat(answer).contains("\"id\":\"" + type + "\"");
            }
            String over = lenient.tokens().lasting("alice", -10);
            alice.send(request("refresh").put("token", over).encode()).nextOf("refreshed");
            alice.send(request("ping").encode()).nextOf("pong");
        }
    }

    private static String expected(String type) {
        return switch (type) {
            case "history", "presence" -> type;
            case "publish" -> "published";
            default -> type + "d";
        };
    }

    @Test
    void aRefreshMayAlsoShortenTheLife() {
        try (JdkClient alice = JdkClient.connectAs(node, "alice")) {
            String shorter = node.tokens().lasting("alice", 2);
            alice.send(request("refresh").put("token", shorter).encode()).nextOf("refreshed");
            assertThat(alice.awaitClosing()).isEqualTo(new JdkClient.Closing(3005, "token expired"));
        }
    }

    @Test
    void aTokenOfAnotherUserDoesNotRefresh() {
        try (JdkClient alice = JdkClient.connectAs(node, "alice")) {
            String bobs = node.tokens().of("bob");
            var answer = alice.ask(request("refresh", 1).put("token", bobs).encode());
            assertThat(answer.getString("type")).isEqualTo("error");
            assertThat(answer.getInteger("code")).isIn(401, 403);
            assertThat(answer.getInteger("id")).isEqualTo(1);
            alice.send(request("ping").encode()).nextOf("pong");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "foreign", "rubbish", "empty"})
    void aTokenThatIsNotGoodDoesNotRefresh(String kind) {
        String token = switch (kind) {
            case "expired" -> node.tokens().lasting("alice", -3600);
            case "foreign" -> new Tokens("some other secret of 32 bytes or more").of("alice");
            case "rubbish" -> "rub.bi.sh";
            default -> "";
        };
        try (JdkClient alice = JdkClient.connectAs(node, "alice")) {
            var answer = alice.ask(request("refresh", 1).put("token", token).encode());
            assertThat(assertError(answer, 401, "authentication_failed").getInteger("id"))
                    .isEqualTo(1);
            alice.send(request("ping").encode()).nextOf("pong");
        }
    }
}
