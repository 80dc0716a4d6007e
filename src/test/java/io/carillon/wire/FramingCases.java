package io.carillon.wire;

import static io.carillon.wire.Frame.BINARY;
import static io.carillon.wire.Frame.TEXT;

import io.carillon.wire.Frame.LengthForm;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455 sections 5.1 and 5.2: lengths and masks. */
final class FramingCases {
    private FramingCases() {}

    static Stream<Case> all() {
        return Stream.of(sizes(), wastefulLengths(), masks(), Stream.of(manyAtOnce()))
                .flatMap(cases -> cases);
    }

    private static Stream<Case> sizes() {
        return Stream.of(0, 125, 126, 127, 128, 65535, ConformanceSuite.LIMIT)
                .flatMap(size -> Stream.of(TEXT, BINARY)
                        .flatMap(opcode -> Stream.of(Integer.MAX_VALUE, 997, 1).map(chop -> echo(opcode, size, chop))));
    }

    private static Case echo(int opcode, int size, int chop) {
        String how = chop == Integer.MAX_VALUE ? "one write" : "writes of " + chop + " bytes";
        String name = (opcode == TEXT ? "text" : "binary") + " of " + size + " bytes in " + how + " is echoed";
        return Case.talk(name, dialogue -> {
            byte[] payload = letters(size);
            dialogue.socket().sendChopped(Frame.of(opcode, payload).bytes(), chop);
            dialogue.expectEcho(opcode, payload);
        });
    }

    private static Stream<Case> wastefulLengths() {
        return Stream.of(
                wasteful(TEXT, 0, LengthForm.BITS_16),
                wasteful(TEXT, 125, LengthForm.BITS_16),
                wasteful(TEXT, 5, LengthForm.BITS_64),
                wasteful(TEXT, 126, LengthForm.BITS_64),
                wasteful(TEXT, 65535, LengthForm.BITS_64),
                wasteful(Frame.PING, 5, LengthForm.BITS_16),
                wasteful(Frame.PING, 5, LengthForm.BITS_64));
    }

    private static Case wasteful(int opcode, int size, LengthForm form) {
        return Case.refused(
                "a length of " + size + " written as " + form + " in opcode " + opcode + " is a protocol error",
                Frame.of(opcode, letters(size)).declaring(form, size),
                1002);
    }

    private static Stream<Case> masks() {
        Stream<Case> missing = Stream.of(
                        Frame.text("bare"),
                        Frame.text(""),
                        Frame.of(BINARY, "bare"),
                        Frame.of(Frame.PING, "bare"),
                        Frame.close(1000, ""))
                .map(frame -> Case.refused(
                        "an unmasked frame of opcode " + frame.opcode() + " with " + frame.payload().length
                                + " bytes is a protocol error",
                        frame.unmasked(),
                        1002));
        Stream<Case> odd = Stream.of("00000000", "ffffffff", "00ff00ff")
                .map(mask -> Case.talk(
                        "the mask " + mask + " is as good as any",
                        dialogue -> dialogue.send(Frame.text("hello").maskedWith(Bytes.hex(mask)))
                                .expectText("hello")));
        return Stream.concat(missing, odd);
    }

    private static Case manyAtOnce() {
        return Case.talk("200 messages in one write are echoed in order", dialogue -> {
            List<String> texts =
                    IntStream.range(0, 200).mapToObj(i -> "message " + i).toList();
            dialogue.send(texts.stream().map(Frame::text).toArray(Frame[]::new));
            texts.forEach(dialogue::expectText);
        });
    }

    static byte[] letters(int size) {
        byte[] letters = new byte[size];
        for (int i = 0; i < size; i++) {
            letters[i] = (byte) ('a' + i % 26);
        }
        return letters;
    }
}
