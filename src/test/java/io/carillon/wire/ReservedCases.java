package io.carillon.wire;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455 section 5.2: reserved bits without an extension, reserved opcodes. */
final class ReservedCases {
    private ReservedCases() {}

    static Stream<Case> all() {
        return Stream.concat(bits(), opcodes());
    }

    private static Stream<Case> bits() {
        return IntStream.rangeClosed(1, 7)
                .boxed()
                .flatMap(bits -> Stream.concat(
                        Stream.of(Frame.text("x"), Frame.of(Frame.BINARY, "x"), Frame.of(Frame.PING, ""))
                                .map(frame -> Case.refused(
                                        "reserved bits " + bits + " in opcode " + frame.opcode()
                                                + " are a protocol error",
                                        frame.withRsv(bits).bytes(),
                                        1002)),
                        Stream.of(
                                Case.refused(
                                        "reserved bits " + bits + " in a continuation are a protocol error",
                                        Bytes.of(
                                                Frame.text("x").unfinished(),
                                                Frame.of(Frame.CONTINUATION, "y")
                                                        .withRsv(bits)),
                                        1002),
                                Case.refused(
                                        "reserved bits " + bits + " in a close frame are a protocol error",
                                        Frame.close(1000, "").withRsv(bits).bytes(),
                                        1002),
                                afterMessage(
                                        "reserved bits " + bits, Frame.text("x").withRsv(bits)))));
    }

    private static Stream<Case> opcodes() {
        return IntStream.of(3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF)
                .boxed()
                .flatMap(opcode -> Stream.of(
                        Case.refused(
                                "reserved opcode " + opcode + " without payload is a protocol error",
                                Frame.of(opcode, "").bytes(),
                                1002),
                        Case.refused(
                                "reserved opcode " + opcode + " with payload is a protocol error",
                                Frame.of(opcode, "reserved").bytes(),
                                1002),
                        Case.refused(
                                "reserved opcode " + opcode + " between fragments is a protocol error",
                                Bytes.of(Frame.text("x").unfinished(), Frame.of(opcode, "")),
                                1002),
                        afterMessage("reserved opcode " + opcode, Frame.of(opcode, "x"))));
    }

    private static Case afterMessage(String what, Frame unlawful) {
        return Case.talk(what + " behind a message: the echo first, then the close", dialogue -> {
            dialogue.send(Frame.text("lawful"), unlawful, Frame.text("never seen"));
            dialogue.expectText("lawful").expectClose(1002);
        });
    }
}
