package io.carillon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** RFC 7692 sections 5 and 7.1: which offers of permessage-deflate are taken, and how that is said. */
final class DeflateOfferCases {
    private static final Pattern LAWFUL = Pattern.compile(
            "permessage-deflate(; (server_no_context_takeover"
                    + "|client_no_context_takeover|server_max_window_bits=([89]|1[0-5])|client_max_window_bits=([89]|1[0-5])))*");

    private DeflateOfferCases() {}

    static Stream<Case> whenOff() {
        return Stream.of(
                offer(
                        "an offer is declined when compression is off",
                        "permessage-deflate",
                        DeflateOfferCases::declined),
                new Case("a compressed message is a protocol error when compression is off", port -> {
                    UpgradeRequest request =
                            UpgradeRequest.to("/").with("Sec-WebSocket-Extensions", "permessage-deflate");
                    try (Dialogue dialogue = new Dialogue(RawSocket.upgraded(port, request));
                            DeflateStream stream = new DeflateStream(false, false)) {
                        dialogue.send(stream.frame(Frame.TEXT, FramingCases.letters(20)))
                                .expectClose(1002);
                    }
                }));
    }

    static Stream<Case> whenOn() {
        return Stream.of(taken(), Stream.of(takenFromSecondLine()), parameters(), declined())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> taken() {
        return Stream.of(
                        "permessage-deflate",
                        "permessage-deflate; client_max_window_bits",
                        "permessage-deflate; client_max_window_bits=15",
                        "permessage-deflate; client_no_context_takeover",
                        "permessage-deflate; server_no_context_takeover",
                        "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
                        "permessage-deflate;client_max_window_bits;server_no_context_takeover",
                        "x-unknown; a=1, permessage-deflate",
                        "permessage-deflate; unknown=1, permessage-deflate",
                        "permessage-deflate; server_max_window_bits=99, permessage-deflate; server_max_window_bits=0,"
                                + " permessage-deflate",
                        "permessage-deflate, permessage-deflate; server_no_context_takeover")
                .map(offer -> offer("the offer " + offer + " is taken", offer, answer -> {
                    assertThat(answer.header("Sec-WebSocket-Extensions")).matches(LAWFUL);
                    withoutRepetition(answer);
                }));
    }

    /** RFC 6455 section 9.1: the header may be split over several lines. */
    private static Case takenFromSecondLine() {
        return new Case("an offer in a second header line is taken", port -> {
            try (RawSocket socket = RawSocket.connect(port)) {
                HttpAnswer answer = socket.upgrade(UpgradeRequest.to("/")
                        .with("Sec-WebSocket-Extensions", "x-unknown")
                        .with("Sec-WebSocket-Extensions", "permessage-deflate"));
                assertThat(answer.header("Sec-WebSocket-Extensions")).matches(LAWFUL);
            }
        });
    }

    private static Stream<Case> parameters() {
        return Stream.of(
                offer(
                        "server_no_context_takeover is answered when it is taken",
                        "permessage-deflate; server_no_context_takeover",
                        answer -> assertThat(parametersOf(answer)).contains("server_no_context_takeover")),
                offer(
                        "client_max_window_bits is not answered when it was not offered",
                        "permessage-deflate",
                        answer -> assertThat(answer.header("Sec-WebSocket-Extensions"))
                                .doesNotContain("client_max_window_bits")),
                windowBits("server_max_window_bits", 8),
                windowBits("server_max_window_bits", 10),
                windowBits("server_max_window_bits", 15),
                windowBits("client_max_window_bits", 8),
                windowBits("client_max_window_bits", 10));
    }

    /** Taken with as many bits or fewer, or declined; a client's limit need not be answered. */
    private static Case windowBits(String parameter, int bits) {
        return offer(
                parameter + "=" + bits + " is kept to or declined",
                "permessage-deflate; " + parameter + "=" + bits,
                answer -> {
                    boolean mustBeAnswered = parameter.startsWith("server");
                    Set<String> lawful = Stream.iterate(8, value -> value <= bits, value -> value + 1)
                            .map(value -> parameter + "=" + value)
                            .collect(Collectors.toSet());
                    if (answer.has("Sec-WebSocket-Extensions")) {
                        assertThat(answer.header("Sec-WebSocket-Extensions")).matches(LAWFUL);
                        assertThat(parametersOf(answer))
                                .filteredOn(one -> one.startsWith(parameter))
                                .hasSizeBetween(mustBeAnswered ? 1 : 0, 1)
                                .allMatch(lawful::contains);
                    }
                });
    }

    private static Stream<Case> declined() {
        return Stream.of(
                        "permessage-deflate; unknown",
                        "permessage-deflate; unknown=1",
                        "permessage-deflate; server_max_window_bits",
                        "permessage-deflate; server_max_window_bits=7",
                        "permessage-deflate; server_max_window_bits=16",
                        "permessage-deflate; server_max_window_bits=08",
                        "permessage-deflate; server_max_window_bits=-9",
                        "permessage-deflate; server_max_window_bits=x",
                        "permessage-deflate; client_max_window_bits=7",
                        "permessage-deflate; client_max_window_bits=16",
                        "permessage-deflate; client_max_window_bits=99999999999",
                        "permessage-deflate; server_no_context_takeover=1",
                        "permessage-deflate; client_no_context_takeover=true",
                        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                        "permessage-deflate; server_max_window_bits=10; server_max_window_bits=11",
                        "permessage-deflate-frame",
                        "x-webkit-deflate-frame")
                .map(offer -> offer("the offer " + offer + " is declined", offer, DeflateOfferCases::declined));
    }

    private static void declined(HttpAnswer answer) {
        assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
    }

    private static void withoutRepetition(HttpAnswer answer) {
        assertThat(Arrays.stream(parametersOf(answer)).map(one -> one.replaceAll("=.*", "")))
                .doesNotHaveDuplicates();
    }

    private static String[] parametersOf(HttpAnswer answer) {
        return answer.header("Sec-WebSocket-Extensions").split("; *");
    }

    /** The handshake succeeds whatever becomes of the offer, and the connection then works. */
    private static Case offer(String name, String offer, Consumer<HttpAnswer> check) {
        return new Case(name, port -> {
            try (RawSocket socket = RawSocket.connect(port)) {
                check.accept(socket.upgrade(UpgradeRequest.to("/").with("Sec-WebSocket-Extensions", offer)));
                new Dialogue(socket).expectAlive();
            }
        });
    }
}
