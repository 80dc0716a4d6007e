package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.JsonTexts;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published arrives byte for byte, not as somebody's idea of the same value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataIT {
    private CarillonProcess node;
    private JdkClient alice;
    private JdkClient bob;

    @BeforeAll
    void start() {
        JsonObject kept = new JsonObject()
                .put("subscribe", "anyone")
                .put("publish", "anyone")
                .put("history", "anyone")
                .put("historySize", 10);
        node = CarillonProcess.start(
                NodeConf.open().with("namespaces.kept", kept).with("limits.metadataBytes", 100_000));
        alice = JdkClient.connectAs(node, "alice").subscribe("exact").subscribe("kept:exact");
        bob = JdkClient.connectAs(node, "bob");
    }

    @AfterAll
    void stop() {
        alice.close();
        bob.close();
        node.close();
    }

    static Stream<String> values() {
        return Stream.of(scalars(), numbers(), strings(), structures(), random())
                .flatMap(values -> values);
    }

    private static Stream<String> random() {
        JsonTexts texts = new JsonTexts(14);
        return Stream.generate(() -> texts.value(6)).limit(40);
    }

    private static Stream<String> scalars() {
        return Stream.of("null", "true", "false", "\"\"", "{}", "[]", "{ }", "[ ]", "[\n]");
    }

    private static Stream<String> numbers() {
        return Stream.of(
                "0",
                "-0",
                "0.0",
                "-0.0",
                "1e400",
                "-1E+400",
                "1E-400",
                "0.10",
                "1.000000000000000000000000000001",
                "12345678901234567890123456789",
                "9007199254740993",
                "1e2",
                "1E2",
                "100e-0",
                "0e0",
                "3".repeat(1_200),
                "-0." + "3".repeat(20_000) + "E-999999999");
    }

    private static Stream<String> strings() {
        return Stream.of(
                "\"\\u0041\"",
                "\"\\/\"",
                "\"/\"",
                "\"\\u00e9\"",
                "\"\u00e9\"",
                "\"\\ud83d\\uDE00\"",
                "\"\ud83d\ude00\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\u0000\"",
                "\"\u007f\"",
                "\"\u2028\u2029\"",
                "\"\ufeff\"",
                "\"\ufffe\uffff\"",
                "\"\\b\\f\\n\\r\\t\\\"\\\\\"",
                "\"<script>&'\"",
                "\"\\\\u0041\"",
                "\"" + "long \u20ac ".repeat(6000) + "\"");
    }

    private static Stream<String> structures() {
        return Stream.of(
                "{ \"a\" : 1 ,  \"b\":\t[ 1 ,\n2 ,\r\n 3 ] }",
                "{\"a\":1,\"a\":2}",
                "{\"" + "n".repeat(60_000) + "\":1}",
                "{\"\\ud800\":1,\"\\ud800\":2}",
                "{\"\":\"\"}",
                "{\"b\":1,\"a\":2}",
                "{\"\\u0061\":1,\"a\":2}",
                "{\"type\":\"ping\",\"channel\":\"other\",\"data\":{\"data\":1},\"id\":99,\"from\":\"eve\"}",
                "[1,\"}\",\"]\",\"\\\"}\",{\"k}\":\"]\"}]",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
                "[" + "0,".repeat(10_000) + "0]",
                "{\"__proto__\":{\"x\":1},\"constructor\":null}");
    }

    @ParameterizedTest
    @MethodSource("values")
    void dataArrivesAsItWasWritten(String value) {
        bob.send("{\"type\":\"publish\",\"channel\":\"exact\",\"data\":" + value + "}");
        assertThat(alice.next()).matches(text -> carries(text, value), "carries " + value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void dataArrivesAsItWasWrittenFromBetweenOtherFieldsAndSpaces(String value) {
        bob.send("\n{ \"data\" : \t" + value + " \r\n, \"channel\":\"exact\",\"type\" :\"publish\" } ");
        assertThat(alice.next()).matches(text -> carries(text, value), "carries " + value);
    }

    /** Through the history and out of it, over the API, past all channels, and as metadata. */
    @ParameterizedTest
    @MethodSource("values")
    void dataIsTheSameByEveryWay(String value) {
        bob.send("{\"type\":\"publish\",\"channel\":\"kept:exact\",\"data\":" + value + "}");
        assertCarries(alice.next(), value);
        bob.send("{\"type\":\"history\",\"channel\":\"kept:exact\",\"limit\":1,\"reverse\":true}");
        assertCarries(bob.next(), value);
        assertCarries(api("GET", "/channels/kept:exact/messages?limit=1&reverse=true", ""), value);
        String body = "{\"data\":" + value + "}";
        api("POST", "/channels/kept:exact/messages", body);
        assertCarries(alice.next(), value);
        api("POST", "/messages", "{\"channels\":[\"exact\"],\"data\":" + value + "}");
        assertCarries(alice.next(), value);
        api("POST", "/users/alice/messages", body);
        assertCarries(alice.next(), value);
        api("POST", "/batch", """
                {"requests":[{"method":"POST","path":"/api/channels/exact/messages","body":%s}]}""".formatted(body));
        assertCarries(alice.next(), value);
        String metadata =
                "/connections/" + alice.welcome().getJsonObject("data").getString("clientId") + "/metadata/m";
        api("PUT", metadata, "{\"value\":" + value + "}");
        assertThat(api("GET", metadata, "")).startsWith("{\"value\":" + value + ",\"nodes\":");
    }

    private static void assertCarries(String text, String value) {
        assertThat(text).matches(each -> carries(each, value), "carries " + value);
    }

    private String api(String method, String path, String body) {
        HttpResponse<String> answer =
                node.request(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.opsPort() + "/api" + path))
                        .header("X-API-Key", NodeConf.API_KEY)
                        .method(method, BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static boolean carries(String text, String value) {
        int at = text.indexOf("\"data\":" + value);
        String rest = at < 0 ? "" : text.substring(at + "\"data\":".length() + value.length());
        return rest.equals("}") || rest.startsWith(",\"");
    }
}
