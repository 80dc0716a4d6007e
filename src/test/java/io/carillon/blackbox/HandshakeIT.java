package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting to a node with the default rules for tokens and origins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeIT {
    private CarillonProcess node;
    private String good;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open());
        good = node.tokens().of("alice");
    }

    @AfterAll
    void stop() {
        try (CarillonProcess ending = node) {
            assertThat(ending.output()).doesNotContain("Exception").doesNotContain("ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws"})
    void bothPathsUpgradeAndGreet(String path) {
        try (Dialogue client = new Dialogue(
                RawSocket.upgraded(node.port(), UpgradeRequest.to(path).bearer(good)))) {
            assertThat(new JsonObject(client.text()).getString("type")).isEqualTo("welcome");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other", "/ws/", "/ws/deeper", "/wss", "//", "/metrics", "/health/live", "/../ws"})
    void otherPathsAreNotFound(String path) {
        assertRefused(exchange(UpgradeRequest.to(path).bearer(good)), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/stats", "/health/live", "/health/ready", "/api/nodes"})
    void thePublicListenerServesNothingOfTheOpsListener(String path) {
        HttpAnswer answer = exchange(UpgradeRequest.to(path)
                .without("Upgrade")
                .replacing("Connection", "close")
                .with("X-API-Key", NodeConf.API_KEY));
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void noTokenIsUnauthorized() {
        JsonObject body = assertRefused(exchange(UpgradeRequest.to("/ws")), 401, "authentication_failed");
        assertThat(body.getString("message")).isEqualTo("Unauthorized");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aBadTokenIsInvalid(String token) {
        JsonObject body = assertRefused(exchange(UpgradeRequest.to("/ws").bearer(token)), 401, "authentication_failed");
        assertThat(body.getString("message")).isEqualTo("Invalid token");
    }

    static Stream<String> badTokens() {
        Tokens tokens = new Tokens(NodeConf.SECRET);
        String right = tokens.of("alice");
        return Stream.of(
                "rubbish",
                "a.b.c",
                right.substring(0, right.lastIndexOf('.')),
                right.substring(0, right.lastIndexOf('.') + 1),
                right + "A",
                tokens.lasting("alice", -3600),
                tokens.lasting("alice", 48 * 3600),
                tokens.signed(claimsWithout("exp")),
                tokens.signed(claimsWithout("sub")),
                new Tokens("another secret, also 32 bytes and more").of("alice"));
    }

    private static JsonObject claimsWithout(String claim) {
        JsonObject claims = Tokens.claims("alice");
        claims.remove(claim);
        return claims;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void theSchemeOfTheAuthorizationHeaderMayBeInAnyCase(String scheme) {
        assertThat(exchange(UpgradeRequest.to("/ws").with("Authorization", scheme + " " + good))
                        .status())
                .isEqualTo(101);
    }

    @Test
    void aTokenMayComeAsASubprotocolAndOnlyTheRealOneIsAnswered() {
        HttpAnswer answer =
                exchange(UpgradeRequest.to("/ws").with("Sec-WebSocket-Protocol", "carillon.v1, bearer." + good));
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("carillon.v1");
    }

    @Test
    void theTokenMayStandBeforeTheSubprotocolOrInALineOfItsOwn() {
        HttpAnswer before =
                exchange(UpgradeRequest.to("/ws").with("Sec-WebSocket-Protocol", "bearer." + good + ",carillon.v1"));
        HttpAnswer lines = exchange(UpgradeRequest.to("/ws")
                .with("Sec-WebSocket-Protocol", "carillon.v1")
                .with("Sec-WebSocket-Protocol", "bearer." + good));
        assertThat(before.header("Sec-WebSocket-Protocol")).isEqualTo("carillon.v1");
        assertThat(lines.header("Sec-WebSocket-Protocol")).isEqualTo("carillon.v1");
    }

    @Test
    void theHeaderGoesBeforeTheSubprotocol() {
        UpgradeRequest badFirst = UpgradeRequest.to("/ws")
                .bearer("rubbish")
                .with("Sec-WebSocket-Protocol", "carillon.v1, bearer." + good);
        UpgradeRequest goodFirst =
                UpgradeRequest.to("/ws").bearer(good).with("Sec-WebSocket-Protocol", "carillon.v1, bearer.rubbish");
        assertRefused(exchange(badFirst), 401, "authentication_failed");
        assertThat(exchange(goodFirst).status()).isEqualTo(101);
    }

    @Test
    void anAuthorizationOfAnotherKindIsNoTokenAndTheNextPlaceCounts() {
        UpgradeRequest basic = UpgradeRequest.to("/ws").with("Authorization", "Basic YWxpY2U6c2VjcmV0");
        JsonObject body = assertRefused(exchange(basic), 401, "authentication_failed");
        assertThat(body.getString("message")).isEqualTo("Unauthorized");
        assertThat(exchange(basic.with("Sec-WebSocket-Protocol", "carillon.v1, bearer." + good))
                        .status())
                .isEqualTo(101);
    }

    @Test
    void aTokenInTheQueryIsNoTokenUnlessAllowed() {
        JsonObject body = assertRefused(exchange(UpgradeRequest.to("/ws?token=" + good)), 401, "authentication_failed");
        assertThat(body.getString("message")).isEqualTo("Unauthorized");
    }

    @Test
    void theSubprotocolIsAnsweredWhenOfferedAndOnlyThen() {
        UpgradeRequest request = UpgradeRequest.to("/ws").bearer(good);
        assertThat(exchange(request).has("Sec-WebSocket-Protocol")).isFalse();
        assertThat(exchange(request.with("Sec-WebSocket-Protocol", "carillon.v1"))
                        .header("Sec-WebSocket-Protocol"))
                .isEqualTo("carillon.v1");
        assertThat(exchange(request.with("Sec-WebSocket-Protocol", "other, carillon.v1, more"))
                        .header("Sec-WebSocket-Protocol"))
                .isEqualTo("carillon.v1");
    }

    @Test
    void anEmptySubprotocolHeaderIsTolerated() {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            HttpAnswer answer =
                    socket.upgrade(UpgradeRequest.to("/ws").bearer(good).with("Sec-WebSocket-Protocol", ""));
            assertThat(answer.has("Sec-WebSocket-Protocol")).isFalse();
            assertThat(new Dialogue(socket).text()).contains("welcome");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer.T", "carillon.v2", "graphql-ws, bearer.T", "carillon.errors", "Carillon.V1"})
    void subprotocolsWithoutOursAreABadRequestThatSaysSo(String offers) {
        UpgradeRequest request = UpgradeRequest.to("/ws").bearer(good).with("Sec-WebSocket-Protocol", offers);
        assertThat(assertRefused(exchange(request), 400, "invalid_message").getString("message"))
                .contains("carillon.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " , ,"})
    void aSubprotocolHeaderWithoutAnyIsTolerated(String offers) {
        HttpAnswer answer = exchange(UpgradeRequest.to("/ws").bearer(good).with("Sec-WebSocket-Protocol", offers));
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.has("Sec-WebSocket-Protocol")).isFalse();
    }

    @Test
    void aPageWithoutUpgradeIsToldThatOneIsRequired() {
        for (String version : new String[] {"HTTP/1.1", "HTTP/1.0"}) {
            HttpAnswer answer = exchange(UpgradeRequest.to("/ws")
                    .line("GET /ws " + version)
                    .without("Upgrade")
                    .replacing("Connection", "close"));
            String message = assertRefused(answer, 426, "upgrade_required").getString("message");
            assertThat(message).contains("Upgrade: websocket", "Connection: Upgrade", "proxy");
            assertThat(message.contains("HTTP/1.1")).isEqualTo(version.equals("HTTP/1.0"));
            assertThat(answer.header("Upgrade")).isEqualTo("websocket");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade, 426, Upgrade: websocket",
        "Connection, 400, Connection: Upgrade",
        "Sec-WebSocket-Key, 400, Sec-WebSocket-Key",
        "Sec-WebSocket-Version, 426, version 13"
    })
    void whatIsMissingIsNamed(String header, int status, String named) {
        HttpAnswer answer = exchange(UpgradeRequest.to("/ws").bearer(good).without(header));
        JsonObject body = assertRefused(answer, status, status == 426 ? "upgrade_required" : "invalid_message");
        assertThat(body.getString("message")).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void anotherMethodIsNotAllowed(String method) {
        UpgradeRequest request = UpgradeRequest.to("/ws").bearer(good).line(method + " /ws HTTP/1.1");
        HttpAnswer answer = exchange(request);
        assertRefused(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).isEqualTo("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "/ws, '', '', 401, authentication_failed, 3505, unauthorized",
        "/ws, rubbish, '', 401, authentication_failed, 3505, unauthorized",
        "/ws, a.b.c, '', 401, authentication_failed, 3505, unauthorized",
        "/ws, good, http://evil.example, 403, permission_denied, 3505, unauthorized",
        "/elsewhere, good, '', 404, not_found, 3506, not found"
    })
    void whoOffersErrorsIsToldInAFrame(
            String path, String token, String origin, int code, String name, int close, String reason) {
        UpgradeRequest request = UpgradeRequest.to(path)
                .with("Sec-WebSocket-Protocol", "carillon.v1, carillon.errors")
                .with("X", "y");
        request = token.isEmpty() ? request : request.bearer(token.equals("good") ? good : token);
        request = origin.isEmpty() ? request : request.with("Origin", origin);
        assertRefused(exchange(request.replacing("Sec-WebSocket-Protocol", "carillon.v1")), code, name);
        try (RawSocket socket = RawSocket.connect(node.port())) {
            HttpAnswer answer = socket.upgrade(request);
            assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("carillon.v1");
            assertThat(answer.has("Sec-WebSocket-Extensions")).isFalse();
            Dialogue told = new Dialogue(socket);
            told.send(Frame.text("{\"type\":\"ping\"}"));
            assertError(new JsonObject(told.text()), code, name);
            Frame closing = told.frame();
            assertThat(closing.closeCode()).isEqualTo(close);
            assertThat(closing.closeReason()).isEqualTo(reason);
            told.expectEnd();
        }
    }

    @Test
    void whoOffersErrorsAndIsLetInIsGreeted() {
        UpgradeRequest request =
                UpgradeRequest.to("/ws").with("Sec-WebSocket-Protocol", "carillon.errors, carillon.v1, bearer." + good);
        try (Dialogue client = new Dialogue(RawSocket.upgraded(node.port(), request))) {
            assertThat(client.text()).contains("welcome");
            client.expectAlive();
        }
    }

    @Test
    void aHandshakeThatIsNoneIsAnsweredByHttpAlsoWhereErrorsAreOffered() {
        UpgradeRequest request =
                UpgradeRequest.to("/ws").with("Sec-WebSocket-Protocol", "carillon.v1, carillon.errors");
        assertThat(exchange(request.without("Sec-WebSocket-Key")).status()).isEqualTo(400);
        assertThat(exchange(request.replacing("Sec-WebSocket-Version", "8")).status())
                .isEqualTo(426);
        assertThat(exchange(request.line("GET /elsewhere HTTP/1.0")).status()).isEqualTo(404);
    }

    @Test
    void theSameOriginPasses() {
        String host = "127.0.0.1:" + node.port();
        HttpAnswer answer = exchange(
                UpgradeRequest.to("/ws").bearer(good).replacing("Host", host).with("Origin", "http://" + host));
        assertThat(answer.status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", "rubbish"})
    void anotherOriginIsRefused(String origin) {
        UpgradeRequest request = UpgradeRequest.to("/ws")
                .bearer(good)
                .replacing("Host", "127.0.0.1:" + node.port())
                .with("Origin", origin);
        assertRefused(exchange(request), 403, "permission_denied");
    }

    private HttpAnswer exchange(UpgradeRequest request) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            return socket.exchange(request);
        }
    }

    private static JsonObject assertRefused(HttpAnswer answer, int status, String name) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return assertError(new JsonObject(answer.body()), status, name);
    }
}
