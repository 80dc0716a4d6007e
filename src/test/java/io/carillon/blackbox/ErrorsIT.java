package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Bytes;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers to wrong requests, and that the connection then lives on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorsIT {
    private CarillonProcess node;
    private JdkClient alice;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open());
    }

    @AfterAll
    void stop() {
        try (CarillonProcess ending = node) {
            assertThat(ending.output()).doesNotContain("Exception").doesNotContain("ERROR");
        }
    }

    @BeforeEach
    void connect() {
        alice = JdkClient.connectAs(node, "alice");
    }

    @AfterEach
    void disconnect() {
        alice.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "rubbish",
                "{",
                "{}",
                "[]",
                "null",
                "7",
                "\"ping\"",
                "{\"type\":\"ping\"",
                "{\"type\":\"ping\"}}",
                "{\"type\":\"ping\"} {\"type\":\"ping\"}",
                "{\"type\":\"ping\",}",
                "{'type':'ping'}",
                "{type:\"ping\"}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{\"type\":[\"ping\"]}",
                "{\"type\":\"\"}",
                "{\"type\":\"PING\"}",
                "{\"type\":\"unheard-of\"}",
                "{\"type\":\"welcome\"}",
                "{\"type\":\"subscribe\"}",
                "{\"type\":\"subscribe\",\"channel\":null}",
                "{\"type\":\"subscribe\",\"channel\":7}",
                "{\"type\":\"subscribe\",\"channel\":[\"lobby\"]}",
                "{\"type\":\"unsubscribe\"}",
                "{\"type\":\"publish\",\"channel\":\"lobby\"}",
                "{\"type\":\"publish\",\"data\":1}",
                "{\"type\":\"publish\",\"channel\":\"lobby\",\"data\":}",
                "{\"type\":\"publish\",\"channel\":\"lobby\",\"data\":01}",
                "{\"type\":\"publish\",\"channel\":\"lobby\",\"data\":NaN}",
                "{\"type\":\"publish\",\"channel\":\"lobby\",\"data\":\"a\tb\"}",
                "{\"type\":\"publish\",\"channel\":\"lobby\",\"data\":\"\\x\"}",
                "{\"type\":\"publish\",\"channel\":\"lobby\",\"data\":tru}",
                "{\"type\":\"publish\",\"channel\":\"lobby\",\"data\":[1,]}",
                "{\"type\":\"publish\",\"channel\":\"lobby\",\"data\":1/*c*/}",
                "{\"type\":\"refresh\"}",
                "{\"type\":\"refresh\",\"token\":7}",
                "\ufeff{\"type\":\"ping\"}"
            })
    void whatIsNotARequestIsInvalid(String text) {
        assertError(alice.ask(text), 400, "invalid_message");
        assertLives();
    }

    @Test
    void anErrorCarriesIdAndChannel() {
        JsonObject answer =
                alice.ask(request("publish", 5).put("channel", "lobby").encode());
        assertThat(assertError(answer, 400, "invalid_message").getInteger("id")).isEqualTo(5);
        assertThat(answer.getString("channel")).isEqualTo("lobby");
        JsonObject unknown = alice.ask(request("unheard-of", "six").encode());
        assertThat(assertError(unknown, 400, "invalid_message").getString("id")).isEqualTo("six");
        assertThat(unknown.containsKey("channel")).isFalse();
    }

    @Test
    void anErrorOfAPublishWithoutAnIdIsToldNonetheless() {
        JsonObject answer = alice.ask(publish("nowhere:x", 1));
        assertError(answer, 404, "unknown_namespace");
        assertThat(answer.getString("channel")).isEqualTo("nowhere:x");
        assertThat(answer.containsKey("id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscribe", "publish"})
    void anUnknownNamespaceIsNotFound(String type) {
        JsonObject answer = alice.ask(
                request(type, 1).put("channel", "nowhere:room").put("data", 1).encode());
        assertThat(assertError(answer, 404, "unknown_namespace").getInteger("id"))
                .isEqualTo(1);
        assertThat(answer.getString("channel")).isEqualTo("nowhere:room");
        assertLives();
    }

    @Test
    void subscribingTwiceAndUnsubscribingWithoutAreConflicts() {
        alice.subscribe("lobby");
        JsonObject twice = alice.ask(subscribe("lobby", 2));
        assertThat(assertError(twice, 409, "already_subscribed").getInteger("id"))
                .isEqualTo(2);
        assertThat(twice.getString("channel")).isEqualTo("lobby");
        JsonObject without =
                alice.ask(request("unsubscribe", 3).put("channel", "other").encode());
        assertThat(assertError(without, 409, "not_subscribed").getInteger("id")).isEqualTo(3);
        assertThat(without.getString("channel")).isEqualTo("other");
        alice.send(publish("lobby", "still subscribed")).nextOf("message");
    }

    @ParameterizedTest
    @MethodSource("goodNames")
    void aGoodChannelNameIsAccepted(String channel) {
        assertThat(alice.ask(subscribe(channel, 1)))
                .isEqualTo(request("subscribed", 1).put("channel", channel));
    }

    static Stream<String> goodNames() {
        return Stream.of(
                "a",
                "0",
                "A-Z_a-z.0-9",
                "chat:",
                "chat:a:b",
                "chat:#/@=.",
                "#",
                "/",
                "@",
                "=",
                "...",
                "-",
                "_",
                "a,b",
                "a;b",
                "x".repeat(255),
                "chat:" + "y".repeat(250));
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void aBadChannelNameIsInvalidEverywhere(String channel) {
        for (String type : new String[] {"subscribe", "unsubscribe", "publish"}) {
            JsonObject answer = alice.ask(
                    request(type, 8).put("channel", channel).put("data", 1).encode());
            assertThat(assertError(answer, 400, "invalid_message").getInteger("id"))
                    .isEqualTo(8);
        }
        assertLives();
    }

    static Stream<String> badNames() {
        return Stream.of(
                "",
                " ",
                "a b",
                "a\n",
                "\u0000",
                "a\r\nSUBSCRIBE x",
                "chat:*",
                "?",
                "[a]",
                "{a}",
                ".",
                "..",
                "a|b",
                "a\\b",
                "a\"b",
                "a'b",
                "$a",
                "%61",
                "a&b",
                "a+b",
                "(a)",
                "<a>",
                "!",
                "~",
                "^",
                "\u00e4",
                "\u20ac",
                "\ud83d\ude00",
                "\uff41",
                "x".repeat(256),
                "x".repeat(5000));
    }

    @Test
    void nestingDeeperThanTheLimitIsInvalid() {
        for (int depth : new int[] {33, 40, 1000, 20_000}) {
            String nested = "[".repeat(depth) + "]".repeat(depth);
            String text = "{\"type\":\"publish\",\"id\":1,\"channel\":\"lobby\",\"data\":" + nested + "}";
            assertError(alice.ask(text), 400, "invalid_message");
        }
        String fine = "{\"type\":\"publish\",\"id\":1,\"channel\":\"lobby\",\"data\":" + "[".repeat(30) + "]".repeat(30)
                + "}";
        assertThat(alice.ask(fine).getString("type")).isEqualTo("published");
    }

    @Test
    void aBinaryMessageCloses1003() {
        try (Dialogue raw = node.raw(node.tokens().of("bob"))) {
            raw.text();
            raw.send(Frame.of(Frame.BINARY, "{\"type\":\"ping\"}")).expectClose(1003);
        }
    }

    @Test
    void aMessageOverTheLimitCloses1009AndOneAtTheLimitPasses() {
        try (Dialogue raw = node.raw(node.tokens().of("bob"))) {
            raw.text();
            String ping = "{\"type\":\"ping\"}";
            raw.send(Frame.text(ping + " ".repeat(65536 - ping.length())));
            assertThat(raw.text()).isEqualTo(ping.replace("ping", "pong"));
            raw.send(Frame.text(ping + " ".repeat(65537 - ping.length()))).expectClose(1009);
        }
    }

    @Test
    void invalidUtf8Closes1007() {
        try (Dialogue raw = node.raw(node.tokens().of("bob"))) {
            raw.text();
            raw.send(Frame.of(Frame.TEXT, Bytes.hex("7b22 eda080 227d"))).expectClose(1007);
        }
    }

    @Test
    void aHundredBadRequestsClose3501() {
        try (Dialogue raw = node.raw(node.tokens().of("bob"))) {
            raw.text();
            raw.socket().sendUnlessCut(Bytes.repeat(Frame.text("rubbish").bytes(), 100));
            Frame frame = raw.answer();
            int errors = 0;
            for (; frame.opcode() == Frame.TEXT; frame = raw.answer()) {
                assertError(new JsonObject(frame.text()), 400, "invalid_message");
                errors++;
            }
            assertThat(errors).isBetween(99, 100);
            assertThat(frame.closeCode()).isEqualTo(3501);
            assertThat(frame.closeReason()).isEqualTo("bad request");
        }
    }

    private void assertLives() {
        assertThat(alice.ask(request("ping", "alive").encode())).isEqualTo(request("pong", "alive"));
    }
}
