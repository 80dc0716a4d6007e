package io.carillon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** RFC 6455 section 4.2: what a server must make of an opening handshake. */
final class HandshakeCases {
    private static final UpgradeRequest GOOD = UpgradeRequest.to("/");

    private HandshakeCases() {}

    static Stream<Case> all() {
        return Stream.of(accepted(), answers(), keys(), versions(), refused()).flatMap(cases -> cases);
    }

    private static Stream<Case> accepted() {
        return Stream.of(
                accepted("a plain handshake", GOOD),
                accepted("Connection with keep-alive before it", GOOD.replacing("Connection", "keep-alive, Upgrade")),
                accepted("Connection without a space", GOOD.replacing("Connection", "keep-alive,Upgrade")),
                accepted(
                        "Connection in two lines",
                        GOOD.replacing("Connection", "keep-alive").with("Connection", "Upgrade")),
                accepted(
                        "tokens in other case",
                        GOOD.replacing("Upgrade", "WebSocket").replacing("Connection", "UPGRADE")),
                accepted(
                        "header names in lower case",
                        GOOD.replacing("upgrade", "websocket")
                                .replacing("connection", "upgrade")
                                .replacing("sec-websocket-key", UpgradeRequest.KEY)
                                .replacing("sec-websocket-version", "13")),
                accepted("unknown headers", GOOD.with("X-Anything", "goes").with("Cookie", "a=b")),
                accepted("an unknown extension", GOOD.with("Sec-WebSocket-Extensions", "x-unknown; a=1, x-other")),
                new Case("a handshake written byte by byte is accepted", port -> {
                    try (RawSocket socket = RawSocket.connect(port)) {
                        socket.sendChopped(GOOD.bytes(), 1);
                        assertThat(socket.readAnswer().status()).isEqualTo(101);
                        new Dialogue(socket).expectAlive();
                    }
                }));
    }

    private static Stream<Case> answers() {
        return Stream.of(
                answer("the accept value is the one of RFC 6455 section 1.3", GOOD, answer -> {
                    assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo(UpgradeRequest.ACCEPT);
                    assertThat(answer.header("Upgrade")).isEqualToIgnoringCase("websocket");
                    assertThat(answer.header("Connection")).isEqualToIgnoringCase("upgrade");
                }),
                answer("nothing is answered that was not offered", GOOD, answer -> {
                    assertThat(answer.has("Sec-WebSocket-Extensions")).isFalse();
                    assertThat(answer.has("Sec-WebSocket-Protocol")).isFalse();
                }),
                answer(
                        "an unknown extension is not answered",
                        GOOD.with("Sec-WebSocket-Extensions", "x-unknown"),
                        answer -> assertThat(answer.has("Sec-WebSocket-Extensions"))
                                .isFalse()));
    }

    private static Stream<Case> keys() {
        return Stream.of(
                badRequest("no key", GOOD.without("Sec-WebSocket-Key")),
                badRequest("an empty key", GOOD.replacing("Sec-WebSocket-Key", "")),
                badRequest("a key of 15 bytes", GOOD.replacing("Sec-WebSocket-Key", "AQIDBAUGBwgJCgsMDQ4P")),
                badRequest("a key of 17 bytes", GOOD.replacing("Sec-WebSocket-Key", "AQIDBAUGBwgJCgsMDQ4PEBE=")),
                badRequest("a key that is not base64", GOOD.replacing("Sec-WebSocket-Key", "!!!!!!!!!!!!!!!!!!!!!!==")),
                badRequest(
                        "a key of 8 KB of rubbish", GOOD.replacing("Sec-WebSocket-Key", "A".repeat(4096)), 400, 431));
    }

    private static Stream<Case> versions() {
        return Stream.of("8", "12", "14", "0", "-13", "1313", "13x", "")
                .map(version -> answer(
                        "version '" + version + "' is answered 426 with the version that is spoken",
                        GOOD.replacing("Sec-WebSocket-Version", version),
                        answer -> {
                            assertThat(answer.status()).isEqualTo(426);
                            assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
                        }));
    }

    private static Stream<Case> refused() {
        return Stream.of(
                badRequest("no version", GOOD.without("Sec-WebSocket-Version"), 400, 426),
                notUpgraded("no Upgrade header", GOOD.without("Upgrade")),
                notUpgraded("another Upgrade token", GOOD.replacing("Upgrade", "h2c")),
                notUpgraded("an Upgrade token that only begins so", GOOD.replacing("Upgrade", "websockets")),
                notUpgraded("no Connection header", GOOD.without("Connection")),
                notUpgraded("a Connection without the token", GOOD.replacing("Connection", "keep-alive")),
                notUpgraded("a Connection token that only contains it", GOOD.replacing("Connection", "NotUpgrade")),
                notUpgraded("POST", GOOD.line("POST / HTTP/1.1").with("Content-Length", "0")),
                notUpgraded("PUT", GOOD.line("PUT / HTTP/1.1").with("Content-Length", "0")),
                notUpgraded("HEAD", GOOD.line("HEAD / HTTP/1.1")),
                notUpgraded("HTTP/1.0", GOOD.line("GET / HTTP/1.0")),
                notUpgraded("no Host header", GOOD.without("Host")));
    }

    private static Case accepted(String what, UpgradeRequest request) {
        return new Case(what + " is accepted", port -> {
            try (Dialogue dialogue = new Dialogue(RawSocket.upgraded(port, request))) {
                dialogue.send(Frame.text("hello")).expectText("hello");
            }
        });
    }

    private static Case answer(String name, UpgradeRequest request, Consumer<HttpAnswer> check) {
        return new Case(name, port -> {
            try (RawSocket socket = RawSocket.connect(port)) {
                check.accept(socket.exchange(request));
            }
        });
    }

    private static Case badRequest(String what, UpgradeRequest request, Integer... statuses) {
        Object[] expected = statuses.length == 0 ? new Object[] {400} : statuses;
        return answer(
                what + " is a bad request",
                request,
                answer -> assertThat(answer.status()).isIn(expected));
    }

    private static Case notUpgraded(String what, UpgradeRequest request) {
        return answer(
                what + " does not upgrade",
                request,
                answer -> assertThat(answer.status()).isNotEqualTo(101).isLessThan(500));
    }
}
