package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
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
