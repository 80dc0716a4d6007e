package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another configuration while the node runs. Nobody loses a connection over it. */
class ReloadIT {
    private static final String NEW_SECRET = "a new secret of the tests, 32 bytes and more";
    private static final String NEW_KEY = "a-new-key-of-the-tests-0123456789abcdef";

    @TempDir
    private Path directory;

    private CarillonProcess node;
    private JdkClient alice;

    @BeforeEach
    void start() {
        node = CarillonProcess.start(NodeConf.open());
        alice = JdkClient.connectAs(node, "alice");
    }

    @AfterEach
    void stop() {
        alice.close();
        node.close();
    }

    @Test
    void aNamespaceIsOpenedBySignal() {
        assertError(alice.ask(subscribe("news:a", 1)), 404, "unknown_namespace");
        node.rewrite(node.conf().with("namespaces.news", new JsonObject().put("subscribe", "anyone")));
        node.hangUp();
        Await.until("it was applied", () -> reloads("applied") == 1);
        alice.subscribe("news:a");
    }

    @Test
    void aNamespaceIsOpenedByACall() {
        node.rewrite(node.conf()
                .with("namespaces.news", new JsonObject().put("subscribe", "anyone"))
                .with("server.maxConnections", 7));
        assertThat(reload(NodeConf.API_KEY))
                .isEqualTo(new JsonObject()
                        .put("changed", new JsonArray().add("namespaces"))
                        .put("restart", new JsonArray().add("server.maxConnections")));
        alice.subscribe("news:a");
    }

    @Test
    void aBadFileChangesNothingAndSaysWhy() {
        node.rewrite(node.conf()
                .with("namespaces", new JsonObject())
                .with("limits.jsonDepth", 0)
                .with("limits.x", 1));
        HttpResponse<String> answer = post(NodeConf.API_KEY);
        JsonObject error = assertError(new JsonObject(answer.body()), 400, "invalid_message");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error.getJsonArray("problems").stream().map(problem -> ((JsonObject) problem).getString("path")))
                .containsExactly("limits.jsonDepth", "limits.x");
        node.hangUp();
        Await.until("it was refused", () -> reloads("refused") == 2);
        assertThat(node.output()).contains("limits.jsonDepth");
        alice.subscribe("still");
        JdkClient.connectAs(node, "bob").close();
    }

    @Test
    void keysAreRotatedWithoutAnybodyNoticing() {
        Tokens renewed = new Tokens(NEW_SECRET);
        assertThat(handshake(renewed)).isEqualTo(401);
        node.rewrite(node.conf().with("auth.secret", new JsonArray(List.of(NodeConf.SECRET, NEW_SECRET))));
        assertThat(reload(NodeConf.API_KEY).getJsonArray("changed")).containsExactly("auth");
        assertThat(handshake(renewed)).isEqualTo(101);
        assertThat(handshake(node.tokens())).isEqualTo(101);
        node.rewrite(node.conf().with("auth.secret", NEW_SECRET));
        reload(NodeConf.API_KEY);
        assertThat(handshake(renewed)).isEqualTo(101);
        assertThat(handshake(node.tokens())).isEqualTo(401);
        assertThat(alice.ask(publish("mine", 1, 1)).getString("type")).isEqualTo("published");
        assertError(
                alice.ask(request("refresh", 2)
                        .put("token", node.tokens().of("alice"))
                        .encode()),
                401,
                "authentication_failed");
        alice.send(request("refresh", 3).put("token", renewed.of("alice")).encode())
                .nextOf("refreshed");
    }

    /** The rotation of OPERATIONS with keys in files: the configuration itself stays as it is. */
    @Test
    void keysInFilesAreRotatedBySignal() throws IOException {
        Files.writeString(directory.resolve("old"), NodeConf.SECRET);
        Files.writeString(directory.resolve("new"), NodeConf.SECRET);
        Files.writeString(directory.resolve("api"), NodeConf.API_KEY);
        NodeConf conf = NodeConf.open()
                .with("auth.secret", new JsonArray(List.of(file("new"), file("old"))))
                .with("ops.apiKeys", new JsonArray().add(file("api")));
        Tokens renewed = new Tokens(NEW_SECRET);
        try (CarillonProcess rotating = CarillonProcess.start(conf)) {
            assertThat(handshake(rotating, renewed)).isEqualTo(401);
            Files.writeString(directory.resolve("new"), NEW_SECRET);
            rotating.hangUp();
            Await.until("it was applied", () -> reloads(rotating, "applied") == 1);
            assertThat(rotating.output()).contains("[auth]");
            assertThat(handshake(rotating, renewed)).isEqualTo(101);
            assertThat(handshake(rotating, rotating.tokens())).isEqualTo(101);
            Files.writeString(directory.resolve("old"), NEW_SECRET + "\n");
            assertThat(post(rotating, NodeConf.API_KEY).statusCode()).isEqualTo(400);
            assertThat(post(rotating, NodeConf.API_KEY).body())
                    .contains("auth.secret[1]")
                    .doesNotContain(NEW_SECRET);
            assertThat(handshake(rotating, rotating.tokens()))
                    .as("nothing has changed")
                    .isEqualTo(101);
            Files.writeString(directory.resolve("old"), NEW_SECRET);
            Files.writeString(directory.resolve("api"), NEW_KEY);
            assertThat(post(rotating, NodeConf.API_KEY).body()).contains("\"auth\"", "\"ops.apiKeys\"");
            assertThat(handshake(rotating, renewed)).isEqualTo(101);
            assertThat(handshake(rotating, rotating.tokens())).isEqualTo(401);
            assertThat(post(rotating, NodeConf.API_KEY).statusCode()).isEqualTo(401);
            assertThat(post(rotating, NEW_KEY).statusCode()).isEqualTo(200);
        }
    }

    private String file(String name) {
        return "${file:" + directory.resolve(name) + "}";
    }

    @Test
    void theKeysOfTheApiAreOthersAtOnce() {
        node.rewrite(node.conf().with("ops.apiKeys", new JsonArray().add(NEW_KEY)));
        assertThat(reload(NodeConf.API_KEY).getJsonArray("changed")).containsExactly("ops.apiKeys");
        assertThat(post(NodeConf.API_KEY).statusCode()).isEqualTo(401);
        assertThat(reload(NEW_KEY).getJsonArray("changed")).isEmpty();
    }

    @Test
    void theRoleOfAKeyIsAnotherAtOnce() {
        JsonObject reader = new JsonObject().put("key", NodeConf.API_KEY).put("role", "read");
        node.rewrite(
                node.conf().with("ops.apiKeys", new JsonArray().add(NEW_KEY).add(reader)));
        assertThat(reload(NodeConf.API_KEY).getJsonArray("changed")).containsExactly("ops.apiKeys");
        assertThat(post(NodeConf.API_KEY).statusCode()).isEqualTo(403);
        assertThat(reload(NEW_KEY).getJsonArray("changed")).isEmpty();
    }

    @Test
    void subscriptionsThatTheNewNamespacesDoNotAllowEnd() {
        String token = node.tokens().granting("carol", List.of("chat:a"), List.of());
        try (JdkClient carol = JdkClient.connect(node, token)) {
            carol.subscribe("chat:a").subscribe("chat:b").subscribe("free");
            node.rewrite(node.conf().with("namespaces", new JsonObject().put("chat", new JsonObject())));
            reload(NodeConf.API_KEY);
            assertThat(List.of(
                            carol.nextOf("unsubscribed").getString("channel"),
                            carol.nextOf("unsubscribed").getString("channel")))
                    .containsExactlyInAnyOrder("chat:b", "free");
            assertError(carol.ask(subscribe("chat:b", 1)), 403, "permission_denied");
            assertError(carol.ask(subscribe("chat:a", 1)), 409, "already_subscribed");
        }
    }

    @Test
    void limitsHoldForThoseWhoAreConnected() {
        alice.subscribe("a").subscribe("b");
        node.rewrite(node.conf().with("limits.channelsPerConnection", 2).with("limits.rates.publish", 1));
        assertThat(reload(NodeConf.API_KEY).getJsonArray("changed")).containsExactly("limits");
        assertError(alice.ask(subscribe("c", 1)), 429, "limit_reached");
        JsonObject answer = new JsonObject();
        for (int i = 0; i < 100 && answer.getInteger("code", 0) != 429; i++) {
            answer = alice.ask(publish("chat:x", i, i));
        }
        assertError(answer, 429, "rate_limited");
    }

    /** One after the other on the same node: what each key refuses or allows, before its reload and after it. */
    @Test
    void whatIsSaidToHaveChangedHasChanged() {
        String plain = node.tokens().of("dave");
        String meta = node.tokens().signed(Tokens.claims("dave").put("meta", new JsonObject().put("a", "b")));
        assertReloaded("auth", "auth.issuer", "i", () -> handshake(plain), 101, 401);
        assertReloaded("auth", "auth.audience", "a", () -> handshake(plain), 101, 401);
        assertReloaded("auth", "auth.maxTokenLife", "1m", () -> handshake(plain), 101, 401);
        assertReloaded(
                "auth", "auth.leeway", "5m", () -> handshake(node.tokens().lasting("dave", -60)), 401, 101);
        assertReloaded("auth", "auth.queryToken", true, () -> handshakeAt("/ws?token=" + plain), 401, 101);
        assertReloaded("limits", "limits.metadataBytes", 1, () -> handshake(meta), 101, 401);
        assertReloaded("limits", "limits.jsonDepth", 1, () -> code(publish("chat:x", new JsonArray(), 1)), 0, 400);
        assertReloaded("limits", "limits.rates.history", 1, () -> code(history(), history()), 403, 429);
        assertReloaded("limits", "limits.connectionsPerUser", 1, this::closeCodeOfASecond, 0, 3504);
        assertReloaded("namespaces", "namespaces.chat.publish", "nobody", () -> code(publish("chat:x", 1, 1)), 0, 403);
        assertReloaded("namespaces", "namespaces.chat.presence", "anyone", () -> code(presence()), 403, 0);
    }

    private void assertReloaded(String part, String key, Object value, IntSupplier probe, int before, int after) {
        assertThat(probe.getAsInt()).as("before " + key).isEqualTo(before);
        node.rewrite(node.conf().with(key, value));
        assertThat(reload(NodeConf.API_KEY).getJsonArray("changed")).as(key).containsExactly(part);
        assertThat(probe.getAsInt()).as("after " + key).isEqualTo(after);
        node.rewrite(node.conf());
        assertThat(reload(NodeConf.API_KEY).getJsonArray("changed")).as(key).containsExactly(part);
        assertThat(probe.getAsInt()).as("again without " + key).isEqualTo(before);
    }

    /** Of the last answer; 0 for one that is no error. */
    private int code(String... requests) {
        JsonObject answer = new JsonObject();
        for (String request : requests) {
            answer = alice.ask(request);
        }
        return answer.getInteger("code", 0);
    }

    private static String history() {
        return request("history", 1).put("channel", "chat:x").encode();
    }

    private static String presence() {
        return request("presence", 1).put("channel", "chat:x").encode();
    }

    /** 0 when both may stay. */
    private int closeCodeOfASecond() {
        try (JdkClient first = JdkClient.connectAs(node, "erin");
                JdkClient second =
                        JdkClient.connectUnwelcome(node, node.tokens().of("erin"))) {
            assertThat(first.isClosed()).isFalse();
            Await.until("one or the other", () -> second.isClosed() || second.waiting() > 0);
            return second.isClosed() ? second.awaitClosing().code() : 0;
        }
    }

    private int handshake(String token) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            return socket.exchange(UpgradeRequest.to("/ws").bearer(token)).status();
        }
    }

    private int handshakeAt(String path) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            return socket.exchange(UpgradeRequest.to(path)).status();
        }
    }

    private int handshake(Tokens tokens) {
        return handshake(node, tokens);
    }

    private static int handshake(CarillonProcess node, Tokens tokens) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            return socket.exchange(UpgradeRequest.to("/ws").bearer(tokens.of("dave")))
                    .status();
        }
    }

    private double reloads(String outcome) {
        return reloads(node, outcome);
    }

    private static double reloads(CarillonProcess node, String outcome) {
        return node.metric("carillon_config_reloads_total{outcome=\"" + outcome + "\"}");
    }

    private JsonObject reload(String key) {
        HttpResponse<String> answer = post(key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private HttpResponse<String> post(String key) {
        return post(node, key);
    }

    private static HttpResponse<String> post(CarillonProcess node, String key) {
        return node.request(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.opsPort() + "/api/reload"))
                .header("X-API-Key", key)
                .POST(BodyPublishers.noBody()));
    }
}
