package io.carillon.wire;

import static io.carillon.wire.Frame.CONTINUATION;
import static io.carillon.wire.Frame.PING;
import static io.carillon.wire.Frame.PONG;

import io.carillon.wire.Frame.LengthForm;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455 sections 5.5.2 and 5.5.3: pings and pongs. */
final class ControlCases {
    private ControlCases() {}

    static Stream<Case> all() {
        return Stream.of(payloads(), tooLong(), order(), betweenFragments(), fragmented())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> payloads() {
        return IntStream.of(0, 1, 17, 124, 125)
                .boxed()
                .flatMap(size -> Stream.of(
                        Case.talk("a ping of " + size + " bytes is answered with the same", dialogue -> {
                            byte[] payload = binary(size);
                            dialogue.send(Frame.of(PING, payload)).expectPong(payload);
                        }),
                        Case.talk("a ping of " + size + " bytes written byte by byte is answered", dialogue -> {
                            byte[] payload = binary(size);
                            dialogue.socket()
                                    .sendChopped(Frame.of(PING, payload).bytes(), 1);
                            dialogue.expectPong(payload);
                        }),
                        Case.talk("an unsolicited pong of " + size + " bytes is ignored", dialogue -> {
                            dialogue.send(Frame.of(PONG, binary(size)));
                            dialogue.expectAlive();
                        })));
    }

    private static Stream<Case> tooLong() {
        return Stream.of(PING, PONG)
                .flatMap(opcode -> Stream.of(
                        Case.refused(
                                "opcode " + opcode + " with 126 bytes is a protocol error",
                                Frame.of(opcode, binary(126)).bytes(),
                                1002),
                        Case.refused(
                                "opcode " + opcode + " announcing 64 KB is a protocol error before they come",
                                Frame.of(opcode, "").declaring(LengthForm.BITS_64, 65536),
                                1002)));
    }

    private static Stream<Case> order() {
        Case ten = Case.talk("10 pings in one write are answered in order", dialogue -> {
            Frame[] pings = IntStream.range(0, 10)
                    .mapToObj(i -> Frame.of(PING, "ping " + i))
                    .toArray(Frame[]::new);
            dialogue.send(pings);
            for (Frame ping : pings) {
                dialogue.expectPong(ping.payload());
            }
        });
        Case mixed = Case.talk("a ping behind a message does not disturb its echo", dialogue -> {
            dialogue.send(Frame.of(PONG, "x"), Frame.text("one"), Frame.of(PONG, "y"));
            dialogue.expectText("one").expectAlive();
        });
        return Stream.of(ten, mixed);
    }

    private static Stream<Case> betweenFragments() {
        return Stream.of(1, 997)
                .map(chop -> Case.talk(
                        "a ping between fragments is answered before the message, in writes of " + chop, dialogue -> {
                            byte[] ping = binary(20);
                            dialogue.socket()
                                    .sendChopped(
                                            Bytes.of(
                                                    Frame.text("frag").unfinished(),
                                                    Frame.of(PING, ping),
                                                    Frame.of(PONG, ping),
                                                    Frame.of(CONTINUATION, "ment")
                                                            .unfinished(),
                                                    Frame.of(PING, ""),
                                                    Frame.of(CONTINUATION, "ed")),
                                            chop);
                            dialogue.expectPong(ping).expectPong(new byte[0]).expectText("fragmented");
                        }));
    }

    private static Stream<Case> fragmented() {
        return Stream.of(PING, PONG, Frame.CLOSE)
                .map(opcode -> Case.refused(
                        "an unfinished control frame of opcode " + opcode + " is a protocol error",
                        Frame.of(opcode, "").unfinished().bytes(),
                        1002));
    }

    private static byte[] binary(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (255 - i);
        }
        return bytes;
    }
}
