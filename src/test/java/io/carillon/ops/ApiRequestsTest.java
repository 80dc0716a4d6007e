package io.carillon.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Command.Disconnect;
import io.carillon.bus.Command.JoinGroup;
import io.carillon.bus.Command.PutMetadata;
import io.carillon.bus.Command.Send;
import io.carillon.bus.FakeHub;
import io.carillon.bus.Outcome;
import io.carillon.bus.Selection;
import io.carillon.ops.api.Endpoint;
import io.carillon.testing.OpenApi;
import io.carillon.wire.Bytes;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests of the API are understood, of whatever call: paths, methods, fields, options, encodings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiRequestsTest {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
    private static final byte[] NO_BODY = {};

    private OpsNode node;
    private List<Endpoint> endpoints;

    @BeforeAll
    void start() {
        node = new OpsNode(OpsNode.KEY);
        node.hub.outcome = new Outcome(1, 1, Optional.empty());
        endpoints = node.endpoints();
    }

    @BeforeEach
    void forget() {
        node.hub.commands.clear();
        node.service.draining = false;
    }

    @AfterAll
    void close() {
        node.close();
    }

    /** Each call, with an ordinary name for each in its path but one. */
    private Stream<String[]> callsWith(String name) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.path().contains("{" + name + "}"))
                .map(endpoint -> new String[] {
                    endpoint.method().name(),
                    endpoint.path().replace("{" + name + "}", "NAME").replaceAll("\\{[^}]*}", "a")
                });
    }

    private static List<String> names() {
        return List.of("channel", "user", "group", "id", "key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "%zz",
                "a%",
                "a%2",
                "%FF",
                "%C0%AF",
                "%ED%A0%80",
                "%F4%90%80%80",
                "a%E2%82",
                "%00",
                "a%00b",
                "%7F",
                "%0A",
                "\u00ff"
            })
    void aNameInAPathThatIsNoTextIsRefusedInEveryCall(String segment) {
        for (String name : names()) {
            callsWith(name).forEach(call -> {
                String path = call[1].replace("NAME", segment);
                HttpAnswer answer = send(call[0], path, "{\"data\":1}".getBytes(UTF_8));
                assertError(answer, 400, "invalid_message", call[0] + " " + path);
            });
        }
        assertThat(node.hub.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "%2E", "%2e%2E", ".%2e", "$a", "a%20b", "a%5Cb", "%252E%252E", "%3F", "%C3%A4"})
    void aChannelInAPathThatIsNoneIsRefusedInEveryCall(String segment) {
        callsWith("channel").forEach(call -> {
            String path = call[1].replace("NAME", segment);
            byte[] body = call[0].equals("POST") ? "{\"data\":1}".getBytes(UTF_8) : NO_BODY;
            assertError(send(call[0], path, body), 400, "invalid_message", call[0] + " " + path);
        });
        assertThat(node.hub.commands).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb, a/b",
        "a%2F..%2Fb, a/../b",
        "..%2F..%2Fb, ../../b",
        "%2E%2E%2Fb, ../b",
        "a;b=c, a;b=c",
        "a%3Bb, a;b",
        "%61, a",
        "...,  ...",
        "chat:%23, chat:#",
        "'a,b', 'a,b'"
    })
    void aChannelInAPathIsDecodedOnceAndNotLookedAtAgain(String segment, String name) {
        HttpAnswer answer = send("POST", "/api/channels/" + segment + "/messages", "{\"data\":1}".getBytes(UTF_8));
        assertThat(answer.status()).as(answer.body()).isIn(200, 404);
        if (answer.status() == 200) {
            assertThat(new JsonObject(answer.body()).getString("channel")).isEqualTo(name);
        } else {
            assertThat(answer.body()).contains("unknown_namespace");
        }
        HttpAnswer subscribed = send("PUT", "/api/users/u/subscriptions/" + segment, NO_BODY);
        assertThat(subscribed.status()).as(subscribed.body()).isEqualTo(200);
        assertThat(node.hub.commands.remove().action().toString()).contains("=" + name + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "., .",
        ".., ..",
        "%2E%2E, ..",
        "%2e., ..",
        "a%2Fb, a/b",
        "%2F, /",
        "a+b, a+b",
        "a%2Bb, a+b",
        "a%20b, a b",
        "a;b=c, a;b=c",
        "%252E, %2E",
        "%2525, %25",
        "a%3Fb%23c, a?b#c",
        "%C3%A4, \u00e4",
        "%F0%9F%98%80, \ud83d\ude00",
        "%5C..%5C, \\..\\",
        "%7Bid%7D, {id}"
    })
    void anyOtherNameInAPathIsDecodedOnceAndNotLookedAtAgain(String segment, String name) {
        send("PUT", "/api/groups/" + segment + "/members/" + segment, NO_BODY);
        assertThat(node.hub.commands.remove())
                .satisfies(command -> assertThat(command.action()).isEqualTo(new JoinGroup(name)))
                .satisfies(command -> assertThat(command.to()).isEqualTo(Selection.ofClient(name)));
        send("DELETE", "/api/users/" + segment + "/connections", NO_BODY);
        assertThat(node.hub.commands.remove().to()).isEqualTo(Selection.ofUser(name));
        send("PUT", "/api/connections/a/metadata/" + segment, "{\"value\":1}".getBytes(UTF_8));
        assertThat(node.hub.commands.remove().action()).isEqualTo(new PutMetadata(name, "1"));
        send("POST", "/api/groups/" + segment + "/messages", "{\"data\":1}".getBytes(UTF_8));
        assertThat(node.hub.commands.remove().to()).isEqualTo(Selection.ofGroup(name));
        assertThat(send("GET", "/api/connections?user=" + segment, NO_BODY).status())
                .isEqualTo(200);
    }

    @Test
    void aPathMayBePlainTextInABatchAlone() {
        String path = "/api/users/" + latin("\u00e4\ud83d\ude00") + "/connections";
        assertError(send("DELETE", path, NO_BODY), 400, "invalid_message", path);
        send("POST", "/api/batch", """
                {"requests":[{"method":"DELETE","path":"/api/users/\u00e4\\ud83d\\ude00%2B/connections"}]}""".getBytes(UTF_8));
        assertThat(node.hub.commands.remove().to()).isEqualTo(Selection.ofUser("\u00e4\ud83d\ude00+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/x/../nodes",
                "/api/%2e%2e/health/live",
                "/api/../metrics",
                "/api/%2E%2E/stats",
                "/api//nodes",
                "/api/nodes/",
                "/api/nodes/.",
                "/api%2Fnodes",
                "/x/../api/nodes",
                "//api/nodes",
                "/health/./live",
                "/health//live",
                "/x/../health/live",
                "/%2e/metrics",
                "/metrics/../stats"
            })
    void noPathIsAnotherOne(String path) {
        assertError(send("GET", path, NO_BODY), 404, "not_found", path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/../metrics", "/api/%2e%2e/health/live", "/x/../api/nodes", "/api/x/../../stats"})
    void noDetourLeadsPastTheGuard(String path) {
        HttpAnswer answer = exchange(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8));
        assertThat(answer.status()).as(path).isIn(401, 404);
    }

    @Test
    void aMethodThatAPathHasNotIsAnsweredWithThoseThatItHas() {
        Map<String, TreeSet<String>> paths = new TreeMap<>();
        endpoints.forEach(endpoint -> paths.computeIfAbsent(endpoint.path(), path -> new TreeSet<>())
                .add(endpoint.method().name()));
        for (String open : new String[] {"/health/live", "/health/ready", "/metrics", "/stats"}) {
            paths.put(open, new TreeSet<>(List.of("GET")));
        }
        paths.put("/stats/reset", new TreeSet<>(List.of("POST")));
        paths.forEach((template, methods) -> {
            String path = template.replaceAll("\\{[^}]*}", "a");
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            Stream.concat(METHODS.stream(), Stream.of("PATCH", "OPTIONS", "BREW"))
                    .filter(method -> !methods.contains(method))
                    .forEach(method -> {
                        HttpAnswer answer = send(method, path, NO_BODY);
                        assertError(answer, 405, "method_not_allowed", method + " " + path);
                        assertThat(List.of(answer.header("Allow").split(", ")))
                                .containsExactlyInAnyOrderElementsOf(methods);
                    });
        });
        assertThat(send(
                                "POST",
                                "/api/batch",
                                "{\"requests\":[{\"method\":\"PUT\",\"path\":\"/api/nodes\"}]}".getBytes(UTF_8))
                        .body())
                .contains("\"status\":405", "method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nodes", "/metrics", "/stats", "/health/live"})
    void theHeadOfAnAnswerMayBeAskedForAlone(String path) {
        assertThat(node.send(node.request(path)
                                .header("X-API-Key", OpsNode.KEY)
                                .method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnknownFieldIsNamedByEveryCall() {
        endpoints.stream()
                .filter(endpoint -> !endpoint.method().name().equals("GET"))
                .forEach(endpoint -> {
                    String path = endpoint.path().replaceAll("\\{[^}]*}", "a");
                    HttpAnswer answer = send(endpoint.method().name(), path, "{\"exlude\":null}".getBytes(UTF_8));
                    assertError(answer, 400, "invalid_message", path);
                    assertThat(answer.body()).contains("exlude");
                    assertThat(answer.body().contains("did you mean \\\"exclude\\\"?"))
                            .isEqualTo(endpoint.fields().contains("exclude"));
                });
        assertThat(send("POST", "/api/batch", """
                {"requests":[{"method":"GET","pth":"/api/nodes"}]}""".getBytes(UTF_8)).body())
                .contains("pth", "did you mean \\\"path\\\"?");
        assertThat(node.hub.commands).isEmpty();
    }

    @Test
    void theKnownFieldsOfACallAreThoseOfTheDocument() {
        OpenApi document = new OpenApi();
        endpoints.forEach(endpoint -> assertThat(fields(document, endpoint))
                .as(endpoint.method() + " " + endpoint.path())
                .isEqualTo(endpoint.fields()));
    }

    private static Set<String> fields(OpenApi document, Endpoint endpoint) {
        JsonObject body = document.at("#/paths")
                .getJsonObject(endpoint.path())
                .getJsonObject(endpoint.method().name().toLowerCase(Locale.ROOT))
                .getJsonObject("requestBody");
        return body == null
                ? Set.of()
                : properties(
                                document,
                                body.getJsonObject("content")
                                        .getJsonObject("application/json")
                                        .getJsonObject("schema"))
                        .collect(Collectors.toSet());
    }

    private static Stream<String> properties(OpenApi document, JsonObject schema) {
        JsonObject found = schema.containsKey("$ref") ? document.at(schema.getString("$ref")) : schema;
        return Stream.concat(
                found.getJsonObject("properties", new JsonObject()).fieldNames().stream(),
                found.getJsonArray("allOf", new JsonArray()).stream()
                        .flatMap(part -> properties(document, (JsonObject) part)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "null",
                "\"x\"",
                "{",
                "{}{}",
                "{\"code\":1000,\"code\":1000}",
                "{\"code\":1000,\"c\\u006fde\":1}",
                "{\"\\ud800\":1}",
                "{\"reason\":\"\\ud800\"}",
                "{\"code\":1000.5}",
                "{\"code\":1e999999999}",
                "\u00ff"
            })
    void aBodyThatIsNoObjectOfItsOwnIsRefused(String body) {
        for (String path : List.of("/api/connections/a", "/api/users/a/connections")) {
            assertError(send("DELETE", path, body.getBytes(ISO_8859_1)), 400, "invalid_message", body);
        }
        assertThat(node.hub.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "{}", " { } ", "\u00ef\u00bb\u00bf{}", "{\"code\":null,\"reason\":null}"})
    void aBodyMayBeEmptyWhereNothingInItIsWanted(String body) {
        assertThat(send("DELETE", "/api/connections/a", body.getBytes(ISO_8859_1))
                        .status())
                .isEqualTo(200);
        assertThat(node.hub.commands.remove().action()).isEqualTo(new Disconnect(3503, "disconnected"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "?code=4000&reason=a%20b, ``, 4000, a b",
                "?code=4000.0, ``, 4000, disconnected",
                "?code=4e3, {`\"reason\":\"x\"`}, 4000, x",
                "?reason=a+b, ``, 3503, a+b",
                "?code=4000, `{\"code\":4.0e3}`, 4000, disconnected",
                "?code=4000, `{\"code\":null}`, 4000, disconnected",
                "``, `{\"code\":4000.0,\"reason\":\"\"}`, 4000, ``"
            })
    void theOptionsOfADeleteMayStandInItsQuery(String query, String body, int code, String reason) {
        for (String path : List.of("/api/connections/a", "/api/users/a/connections")) {
            HttpAnswer answer = send(
                    "DELETE",
                    path + query,
                    body.replace("{`", "{").replace("`}", "}").getBytes(UTF_8));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(node.hub.commands.remove().action()).isEqualTo(new Disconnect(code, reason));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "?code=x, ``",
                "?code=, ``",
                "?code=-1, ``",
                "?code=4000&code=4000, ``",
                "?code=4000, `{\"code\":4001}`",
                "?reason=%ED%A0%80, ``",
                "?reason=%, ``"
            })
    void optionsThatMeanNothingOrTwoThingsAreRefused(String query, String body) {
        assertError(send("DELETE", "/api/connections/a" + query, body.getBytes(UTF_8)), 400, "invalid_message", query);
        assertThat(node.hub.commands).isEmpty();
    }

    @Test
    void whatIsPardonedMayStandInTheQuery() {
        send("POST", "/api/revocations", "{\"user\":\"ada\"}".getBytes(UTF_8));
        send("POST", "/api/revocations", "{\"jti\":\"t/1\"}".getBytes(UTF_8));
        assertError(send("DELETE", "/api/revocations?user=ada&jti=x", NO_BODY), 400, "invalid_message", "both");
        assertError(send("DELETE", "/api/revocations", NO_BODY), 400, "invalid_message", "neither");
        assertThat(send("DELETE", "/api/revocations?user=ada", NO_BODY).body()).isEqualTo("{\"user\":\"ada\"}");
        assertThat(send("DELETE", "/api/revocations?jti=t/1", NO_BODY).body()).isEqualTo("{\"jti\":\"t/1\"}");
        assertThat(send("DELETE", "/api/revocations?user=ada", NO_BODY).status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNoDeleteHasNoOptionsInItsQuery() {
        assertError(send("POST", "/api/revocations?user=ada", NO_BODY), 400, "invalid_message", "POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "\"\\ud800\"",
                "{\"a\":1,\"a\":{\"b\":1,\"b\":2}}",
                "{\"\\ud800\":1}",
                "{ \"a\" : [ 1.50 , -0 ] }",
                "9007199254740993",
                "1e999999999",
                "null",
                "\"\u007f\\u0000\\/\u00e4\ud83d\ude00\""
            })
    void whatIsPassedOnPassesByteForByte(String json) {
        passes(json);
    }

    @Test
    void whatIsPassedOnMayBeLong() {
        passes("9".repeat(900));
        passes("-0." + "3".repeat(800) + "e-1");
        passes("{\"" + "n".repeat(900) + "\":1}");
        passes("[".repeat(31) + "]".repeat(31));
        String tooDeep = "[".repeat(32) + "]".repeat(32);
        assertError(
                send("POST", "/api/users/u/messages", ("{\"data\":" + tooDeep + "}").getBytes(UTF_8)),
                400,
                "invalid_message",
                "too deep");
    }

    private void passes(String json) {
        byte[] data = ("{\"data\": " + json + " }").getBytes(UTF_8);
        byte[] value = ("{\"value\":" + json + "}").getBytes(UTF_8);
        assertThat(send("POST", "/api/users/u/messages", data).status()).isEqualTo(200);
        assertThat(new String(((Send) node.hub.commands.remove().action()).frame(), UTF_8))
                .isEqualTo("{\"type\":\"direct\",\"data\":" + json + "}");
        assertThat(send("PUT", "/api/connections/c/metadata/k", value).status()).isEqualTo(200);
        assertThat(node.hub.commands.remove().action()).isEqualTo(new PutMetadata("k", json));
        byte[] batch = Bytes.join(
                "{\"requests\":[{\"method\":\"POST\",\"path\":\"/api/users/u/messages\",\"body\":".getBytes(UTF_8),
                data,
                "}]}".getBytes(UTF_8));
        assertThat(send("POST", "/api/batch", batch).body()).contains("\"status\":200");
        assertThat(new String(((Send) node.hub.commands.remove().action()).frame(), UTF_8))
                .isEqualTo("{\"type\":\"direct\",\"data\":" + json + "}");
        node.hub.clients.put("c", FakeHub.connection("c", "u", Map.of("k", json, "l", json)));
        assertThat(send("GET", "/api/connections/c/metadata/k", NO_BODY).body())
                .startsWith("{\"value\":" + json + ",\"nodes\":");
        assertThat(send("GET", "/api/connections/c", NO_BODY).body()).contains("\"k\":" + json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "gzip, identity", "identity\r\nContent-Encoding: gzip"})
    void aBodyMayBeGzipped(String coding) {
        HttpAnswer answer = send(
                "POST",
                "/api/users/u/messages",
                gzip("{\"data\":[1,\"\u00e4\"]}".getBytes(UTF_8)),
                "Content-Encoding: " + coding);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(new String(((Send) node.hub.commands.remove().action()).frame(), UTF_8))
                .isEqualTo("{\"type\":\"direct\",\"data\":[1,\"\u00e4\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "Identity"})
    void aBodyMayBeSaidToBeWhatItIs(String coding) {
        assertThat(send("POST", "/api/users/u/messages", "{\"data\":1}".getBytes(UTF_8), "Content-Encoding: " + coding)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void noBodyNeedsNoCoding() {
        assertThat(send("DELETE", "/api/connections/a", NO_BODY, "Content-Encoding: gzip")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "gzip\r\nContent-Encoding: br", "compress", "*"})
    void anotherCodingIsRefusedWithTheOneThatIsTaken(String coding) {
        HttpAnswer answer =
                send("POST", "/api/users/u/messages", "{\"data\":1}".getBytes(UTF_8), "Content-Encoding: " + coding);
        assertError(answer, 415, "unsupported_encoding", coding);
        assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void whatIsNoGzipIsRefused() {
        byte[] good = gzip("{\"data\":1}".getBytes(UTF_8));
        byte[] damaged = good.clone();
        damaged[good.length - 6] ^= 1;
        for (byte[] body : List.of(
                "{\"data\":1}".getBytes(UTF_8),
                new byte[] {(byte) 0x1F, (byte) 0x8B, 8, 0},
                new byte[1_000],
                Arrays.copyOf(good, good.length - 9),
                damaged)) {
            assertError(
                    send("POST", "/api/users/u/messages", body, "Content-Encoding: gzip"),
                    400,
                    "invalid_message",
                    Arrays.toString(body));
        }
        assertThat(node.hub.commands).isEmpty();
    }

    @Test
    void whatInflatesBeyondTheBoundIsTooLarge() {
        for (int size : new int[] {(1 << 20) + 1, 300 << 20}) {
            assertError(
                    send("POST", "/api/users/u/messages", zeros(size), "Content-Encoding: gzip"),
                    413,
                    "too_large",
                    size + " bytes");
        }
        assertThat(send(
                                "POST",
                                "/api/users/u/messages",
                                gzip(("{\"data\":1" + " ".repeat((1 << 20) - 10) + "}").getBytes(UTF_8)),
                                "Content-Encoding: gzip")
                        .status())
                .isEqualTo(200);
    }

    private static byte[] zeros(int size) {
        byte[] piece = new byte[1 << 16];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            for (int left = size; left > 0; left -= piece.length) {
                gzip.write(piece, 0, Math.min(left, piece.length));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static String latin(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private HttpAnswer send(String method, String path, byte[] body, String... headers) {
        return exchange(Bytes.join(head(method, path, body, headers), body));
    }

    private static byte[] head(String method, String path, byte[] body, String... headers) {
        return (method + " " + path + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + OpsNode.KEY + "\r\nContent-Length: "
                        + body.length + "\r\n"
                        + String.join(
                                "",
                                Stream.of(headers)
                                        .map(header -> header + "\r\n")
                                        .toList())
                        + "\r\n")
                .getBytes(ISO_8859_1);
    }

    private HttpAnswer exchange(byte[] request) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            socket.send(request);
            return socket.readAnswer();
        }
    }

    private static void assertError(HttpAnswer answer, int status, String name, String what) {
        assertThat(answer.status()).as(what + " -> " + answer.body()).isEqualTo(status);
        JsonObject error = new JsonObject(answer.body());
        assertThat(error.getInteger("code")).isEqualTo(status);
        assertThat(error.getString("name")).isEqualTo(name);
        assertThat(error.getString("message")).isNotBlank();
    }
}
