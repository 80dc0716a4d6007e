package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Connecting to nodes whose operator changed the rules. */
class HandshakeRulesIT {
    @Test
    void aTokenInTheQueryIsTheLastResortWhereAllowed() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("auth.queryToken", true))) {
            String good = node.tokens().of("alice");
            assertThat(status(node, UpgradeRequest.to("/ws?token=" + good))).isEqualTo(101);
            assertThat(status(node, UpgradeRequest.to("/?a=b&token=" + good))).isEqualTo(101);
            assertThat(status(node, UpgradeRequest.to("/ws?token=rubbish").bearer(good)))
                    .isEqualTo(101);
            assertThat(status(node, UpgradeRequest.to("/ws?token=" + good).bearer("rubbish")))
                    .isEqualTo(401);
            UpgradeRequest subprotocolFirst = UpgradeRequest.to("/ws?token=" + good)
                    .with("Sec-WebSocket-Protocol", "carillon.v1, bearer.rubbish");
            assertThat(status(node, subprotocolFirst)).isEqualTo(401);
            assertThat(node.output()).doesNotContain(good);
        }
    }

    @Test
    void exactlyTheAllowedOriginsAndTheNodesOwnPass() {
        JsonArray allowed = new JsonArray().add("https://app.example").add("http://other.example:8000");
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("server.allowedOrigins", allowed))) {
            Stream.of("https://app.example", "http://other.example:8000")
                    .forEach(origin ->
                            assertThat(statusFrom(node, origin)).as(origin).isEqualTo(101));
            Stream.of(
                            "http://app.example",
                            "https://app.example.evil.example",
                            "https://evil-app.example",
                            "https://app.example:444",
                            "http://other.example",
                            "null")
                    .forEach(origin ->
                            assertThat(statusFrom(node, origin)).as(origin).isEqualTo(403));
            UpgradeRequest own = UpgradeRequest.to("/ws")
                    .bearer(node.tokens().of("alice"))
                    .replacing("Host", "example.com:443")
                    .with("Origin", "https://example.com");
            assertThat(status(node, own)).isEqualTo(101);
        }
    }

    @Test
    void aConnectionTooManyIsRefusedUntilAnotherHasGone() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("server.maxConnections", 3))) {
            String token = node.tokens().of("alice");
            List<Dialogue> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(node.raw(token));
            }
            HttpAnswer answer = answer(node, UpgradeRequest.to("/ws").bearer(token));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("error");
            assertThat(new JsonObject(answer.body()).getInteger("code")).isEqualTo(503);
            clients.remove(0).close();
            Await.until(
                    "a place is free again",
                    () -> status(node, UpgradeRequest.to("/ws").bearer(token)) == 101);
            clients.forEach(Dialogue::close);
        }
    }

    @Test
    void handshakesBeyondTheRateAreToldWhenToComeBack() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("server.handshakesPerSecond", 1))) {
            UpgradeRequest request =
                    UpgradeRequest.to("/ws").bearer(node.tokens().of("alice"));
            HttpAnswer refused = Stream.generate(() -> answer(node, request))
                    .limit(500)
                    .filter(answer -> answer.status() != 101)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
            assertThat(new JsonObject(refused.body()).getInteger("code")).isEqualTo(503);
            Await.until("the bucket fills again", () -> status(node, request) == 101);
        }
    }

    /** The clock is the bucket's own: it gains one token in each 100 ms, which makes no difference to what is proved. */
    @Test
    void strangersUseUpNothingThatClientsNeed() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("server.handshakesPerSecond", 10))) {
            String token = node.tokens().of("alice");
            List<UpgradeRequest> strangers = List.of(
                    UpgradeRequest.to("/nowhere").bearer(token),
                    UpgradeRequest.to("/ws").bearer(token).without("Sec-WebSocket-Key"),
                    UpgradeRequest.to("/ws").bearer(token).with("Origin", "http://evil.example"),
                    UpgradeRequest.to("/ws").bearer(token).with("Sec-WebSocket-Protocol", "bearer.x"),
                    UpgradeRequest.to("/ws"),
                    UpgradeRequest.to("/ws").bearer("rubbish"),
                    UpgradeRequest.to("/ws").bearer(token + "x".repeat(9000)),
                    UpgradeRequest.to("/ws").bearer(node.tokens().lasting("alice", -3600)),
                    UpgradeRequest.to("/ws").bearer(new Tokens(NodeConf.API_KEY).of("alice")));
            for (int i = 0; i < 5; i++) {
                for (UpgradeRequest stranger : strangers) {
                    assertThat(status(node, stranger)).isBetween(400, 404);
                }
            }
            for (int i = 0; i < 10; i++) {
                assertThat(status(node, UpgradeRequest.to("/ws").bearer(token))).isEqualTo(101);
            }
        }
    }

    @Test
    void anAddressCannotTakeMoreThanItsShare() {
        NodeConf conf = NodeConf.open()
                .with("server.trustedProxies", new JsonArray().add("127.0.0.0/8"))
                .with("limits.handshakesPerAddress", 1);
        try (CarillonProcess node = CarillonProcess.start(conf)) {
            UpgradeRequest good = UpgradeRequest.to("/ws").bearer(node.tokens().of("alice"));
            UpgradeRequest bad = UpgradeRequest.to("/ws").bearer(new Tokens(NodeConf.API_KEY).of("alice"));
            assertThat(untilRefused(node, bad.with("X-Forwarded-For", "203.0.113.7:1")))
                    .contains("address");
            assertThat(untilRefused(node, good.with("X-Forwarded-For", "2001:db8::7")))
                    .contains("address");
            assertThat(status(node, bad.with("X-Forwarded-For", "203.0.113.8"))).isEqualTo(401);
            assertThat(status(node, good.with("X-Forwarded-For", "203.0.113.9")))
                    .isEqualTo(101);
            assertThat(status(node, good.with("X-Forwarded-For", "\"[2001:db8:0:1::7]:9\"")))
                    .isEqualTo(101);
            for (int i = 0; i < 20; i++) {
                assertThat(status(node, UpgradeRequest.to("/ws").with("X-Forwarded-For", "203.0.113.10")))
                        .isEqualTo(401);
                assertThat(status(node, good)).isEqualTo(101);
            }
            assertThat(status(node, good.with("X-Forwarded-For", "203.0.113.10")))
                    .isEqualTo(101);
        }
    }

    /** What one address gets once it has had its share; it gains no more than one handshake in a second. */
    private static String untilRefused(CarillonProcess node, UpgradeRequest request) {
        return Stream.generate(() -> answer(node, request))
                .limit(500)
                .filter(answer -> answer.status() == 503)
                .findFirst()
                .orElseThrow()
                .body();
    }

    @Test
    void whoOffersErrorsIsToldInAFrameWhenToComeBack() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("server.maxConnections", 1))) {
            Dialogue first = node.raw(node.tokens().of("bob"));
            UpgradeRequest request = UpgradeRequest.to("/ws")
                    .bearer(node.tokens().of("alice"))
                    .with("Sec-WebSocket-Protocol", "carillon.v1, carillon.errors");
            for (int i = 0; i < 3; i++) {
                try (Dialogue refused = new Dialogue(RawSocket.upgraded(node.port(), request))) {
                    JsonObject error = assertError(new JsonObject(refused.text()), 503, "unavailable");
                    assertThat(error.getLong("reconnectAfter")).isBetween(1L, 60_000L);
                    Frame closing = refused.frame();
                    assertThat(closing.closeCode()).isEqualTo(3013);
                    assertThat(closing.closeReason()).isEqualTo("try again later");
                    refused.expectEnd();
                }
            }
            assertThat(node.metric("carillon_connections ")).isEqualTo(1);
            first.close();
            Await.until("the place is free", () -> status(node, request) == 101);
        }
    }

    @Test
    void aUserWithTooManyConnectionsIsClosedAfterTheUpgrade() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("limits.connectionsPerUser", 2));
                JdkClient first = JdkClient.connectAs(node, "alice");
                JdkClient second = JdkClient.connectAs(node, "alice");
                JdkClient bob = JdkClient.connectAs(node, "bob");
                JdkClient third = JdkClient.connectUnwelcome(node, node.tokens().of("alice"))) {
            assertThat(third.awaitClosing()).isEqualTo(new JdkClient.Closing(3504, "connection limit"));
            for (JdkClient client : List.of(first, second, bob)) {
                client.send("{\"type\":\"ping\"}").nextOf("pong");
            }
        }
    }

    @Test
    void theErrorObjectIsJson() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open())) {
            HttpAnswer answer = answer(node, UpgradeRequest.to("/ws"));
            assertThat(answer.header("Content-Type")).startsWith("application/json");
            assertError(new JsonObject(answer.body()), 401, "authentication_failed");
        }
    }

    private static int statusFrom(CarillonProcess node, String origin) {
        return status(
                node, UpgradeRequest.to("/ws").bearer(node.tokens().of("alice")).with("Origin", origin));
    }

    private static int status(CarillonProcess node, UpgradeRequest request) {
        return answer(node, request).status();
    }

    private static HttpAnswer answer(CarillonProcess node, UpgradeRequest request) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            return socket.exchange(request);
        }
    }
}
