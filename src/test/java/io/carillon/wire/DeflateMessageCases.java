package io.carillon.wire;

import static io.carillon.wire.ConformanceSuite.LIMIT;
import static io.carillon.wire.Frame.CONTINUATION;
import static io.carillon.wire.Frame.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 7692 sections 6 and 7.2: compressed messages in both directions. */
final class DeflateMessageCases {
    private static final String OFFER = "permessage-deflate";

    private DeflateMessageCases() {}

    /** A check on a connection that agreed to compression, with the client's side of it. */
    private interface Talk {
        void with(Dialogue dialogue, DeflateStream stream) throws Exception;
    }

    static Stream<Case> all() {
        return Stream.of(sizes(), contexts(), documented(), fragmented(), refused(), bounded())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> sizes() {
        return IntStream.of(0, 1, 125, 126, 1000, 65535, LIMIT)
                .boxed()
                .flatMap(size -> Stream.of(
                        talk(
                                "compressible text of " + size + " bytes",
                                OFFER,
                                (dialogue, stream) -> echo(dialogue, stream, FramingCases.letters(size))),
                        talk(
                                "random text of " + size + " bytes",
                                OFFER,
                                (dialogue, stream) -> echo(dialogue, stream, noise(size)))));
    }

    private static Stream<Case> contexts() {
        return Stream.of(
                        OFFER,
                        OFFER + "; client_max_window_bits",
                        OFFER + "; server_no_context_takeover",
                        OFFER + "; client_no_context_takeover",
                        OFFER + "; server_no_context_takeover; client_no_context_takeover; client_max_window_bits")
                .map(offer -> talk("50 alike messages after " + offer, offer, (dialogue, stream) -> {
                    for (int i = 0; i < 50; i++) {
                        echo(dialogue, stream, ("the same again, or nearly so: " + i % 7).getBytes(UTF_8));
                    }
                }));
    }

    /** The examples of RFC 7692 section 7.2.3, each followed by another message. */
    private static Stream<Case> documented() {
        Stream<Case> examples = Stream.of(
                        "f2 48 cd c9 c9 07 00",
                        "00 05 00 fa ff 48 65 6c 6c 6f 00",
                        "f3 48 cd c9 c9 07 00 00",
                        "f2 48 05 00 00 00 ff ff ca c9 c9 07 00")
                .map(hex -> talk("Hello as " + hex, OFFER, (dialogue, stream) -> {
                    dialogue.send(Frame.of(TEXT, Bytes.hex(hex)).withRsv(4));
                    expect(dialogue, stream, "Hello".getBytes(UTF_8));
                    dialogue.send(
                            Frame.of(TEXT, Bytes.hex("f2 48 cd c9 c9 07 00")).withRsv(4));
                    expect(dialogue, stream, "Hello".getBytes(UTF_8));
                }));
        Case shared = talk("Hello again, out of the shared context if there is one", OFFER, (dialogue, stream) -> {
            dialogue.send(Frame.of(TEXT, Bytes.hex("f2 48 cd c9 c9 07 00")).withRsv(4));
            expect(dialogue, stream, "Hello".getBytes(UTF_8));
            dialogue.send(
                    Frame.of(TEXT, Bytes.hex(stream.keepsOwnContext() ? "f2 00 11 00 00" : "f2 48 cd c9 c9 07 00"))
                            .withRsv(4));
            expect(dialogue, stream, "Hello".getBytes(UTF_8));
        });
        Case empty = talk("an empty compressed message of one byte", OFFER, (dialogue, stream) -> {
            dialogue.send(Frame.of(TEXT, Bytes.hex("00")).withRsv(4));
            expect(dialogue, stream, new byte[0]);
        });
        Case plain = talk("an uncompressed message among compressed ones", OFFER, (dialogue, stream) -> {
            echo(dialogue, stream, "compressed".getBytes(UTF_8));
            dialogue.send(Frame.text("plain"));
            expect(dialogue, stream, "plain".getBytes(UTF_8));
            echo(dialogue, stream, "compressed".getBytes(UTF_8));
        });
        return Stream.concat(examples, Stream.of(shared, empty, plain));
    }

    private static Stream<Case> fragmented() {
        return Stream.of(
                talk("a compressed message of one byte a fragment, pings between", OFFER, (dialogue, stream) -> {
                    byte[] text = "fragmented \u20ac fragmented".getBytes(UTF_8);
                    byte[] compressed = stream.compress(text);
                    for (int i = 0; i < compressed.length; i++) {
                        byte[] part = {compressed[i]};
                        dialogue.send(
                                i == 0
                                        ? Frame.of(TEXT, part).unfinished().withRsv(4)
                                        : Frame.of(CONTINUATION, part).unfinished());
                        dialogue.expectAlive();
                    }
                    dialogue.send(Frame.of(CONTINUATION, ""));
                    expect(dialogue, stream, text);
                }),
                talk("a compressed message with an empty first fragment", OFFER, (dialogue, stream) -> {
                    byte[] text = "later".getBytes(UTF_8);
                    dialogue.send(
                            Frame.of(TEXT, "").unfinished().withRsv(4), Frame.of(CONTINUATION, stream.compress(text)));
                    expect(dialogue, stream, text);
                }));
    }

    private static Stream<Case> refused() {
        Frame start = Frame.of(TEXT, "").unfinished().withRsv(4);
        return Stream.of(
                refused(
                        "RSV1 on a continuation",
                        Bytes.of(start, Frame.of(CONTINUATION, "").withRsv(4)),
                        1002),
                refused(
                        "RSV1 on a continuation of a plain message",
                        Bytes.of(
                                Frame.text("a").unfinished(),
                                Frame.of(CONTINUATION, "b").withRsv(4)),
                        1002),
                refused("RSV1 on a ping", Frame.of(Frame.PING, "").withRsv(4).bytes(), 1002),
                refused(
                        "RSV1 on a close frame",
                        Frame.close(1000, "").withRsv(4).bytes(),
                        1002),
                refused("RSV2", Frame.text("a").withRsv(2).bytes(), 1002),
                refused("RSV3", Frame.text("a").withRsv(1).bytes(), 1002),
                refused(
                        "RSV2 beside RSV1",
                        Frame.of(TEXT, Bytes.hex("00")).withRsv(6).bytes(),
                        1002),
                refused("a reserved block type", compressed("ff ff ff ff"), 1002, 1007),
                refused("a wrong stored length", compressed("00 05 00 00 00 48 65 6c 6c 6f 00"), 1002, 1007),
                refused("a distance before the beginning", compressed("02 13 00 00 00"), 1002, 1007),
                refused("compressed bytes that are not UTF-8", compressed("00 02 00 fd ff c3 28 00"), 1007),
                refused("a compressed text cut inside a character", compressed("00 01 00 fe ff c3 00"), 1007));
    }

    private static byte[] compressed(String hex) {
        return Frame.of(TEXT, Bytes.hex(hex)).withRsv(4).bytes();
    }

    private static Case refused(String what, byte[] bytes, Integer... codes) {
        return talk(
                what + " is refused",
                OFFER,
                (dialogue, stream) -> dialogue.send(bytes).expectClose(codes));
    }

    private static Stream<Case> bounded() {
        return Stream.of(
                talk(
                        "one byte over the limit after inflation is refused",
                        OFFER,
                        (dialogue, stream) -> dialogue.send(stream.frame(TEXT, FramingCases.letters(LIMIT + 1)))
                                .expectClose(1009)),
                talk(
                        "10 MB of zeros in 10 KB are refused",
                        OFFER,
                        (dialogue, stream) -> dialogue.send(stream.frame(TEXT, new byte[10 << 20]))
                                .expectClose(1009)),
                talk("10 MB of zeros in fragments are refused", OFFER, (dialogue, stream) -> {
                    byte[] bomb = stream.compress(new byte[10 << 20]);
                    dialogue.socket()
                            .sendUnlessCut(Bytes.of(
                                    Frame.of(TEXT, Arrays.copyOf(bomb, 4000))
                                            .unfinished()
                                            .withRsv(4),
                                    Frame.of(CONTINUATION, Arrays.copyOfRange(bomb, 4000, bomb.length))));
                    dialogue.expectClose(1009);
                }));
    }

    private static void echo(Dialogue dialogue, DeflateStream stream, byte[] text) throws Exception {
        dialogue.send(stream.frame(TEXT, text));
        expect(dialogue, stream, text);
    }

    /** The server may send compressed or plain, as it likes. */
    private static void expect(Dialogue dialogue, DeflateStream stream, byte[] text) throws Exception {
        Frame frame = dialogue.frame();
        assertThat(frame.opcode())
                .as("opcode; close code %d if 8", frame.closeCode())
                .isEqualTo(TEXT);
        assertThat(frame.rsv()).isIn(0, 4);
        byte[] received = frame.rsv() == 0 ? frame.payload() : stream.inflate(frame.payload());
        assertThat(Arrays.equals(received, text))
                .as("%d bytes are echoed", text.length)
                .isTrue();
    }

    private static byte[] noise(int size) {
        return new Random(size)
                .ints(size, ' ', '~')
                .mapToObj(Character::toString)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString()
                .getBytes(UTF_8);
    }

    private static Case talk(String name, String offer, Talk talk) {
        return new Case(name, port -> {
            try (RawSocket socket = RawSocket.connect(port)) {
                HttpAnswer answer = socket.upgrade(UpgradeRequest.to("/").with("Sec-WebSocket-Extensions", offer));
                try (DeflateStream stream = DeflateStream.agreed(answer.header("Sec-WebSocket-Extensions"))) {
                    assertThat(answer.header("Sec-WebSocket-Extensions")).startsWith("permessage-deflate");
                    talk.with(new Dialogue(socket), stream);
                }
            }
        });
    }
}
