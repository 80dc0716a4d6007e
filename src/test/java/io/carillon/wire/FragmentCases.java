package io.carillon.wire;

import static io.carillon.wire.Frame.BINARY;
import static io.carillon.wire.Frame.CONTINUATION;
import static io.carillon.wire.Frame.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** RFC 6455 section 5.4: fragmentation. */
final class FragmentCases {
    private FragmentCases() {}

    static Stream<Case> all() {
        return Stream.concat(lawful(), unlawful());
    }

    private static Stream<Case> lawful() {
        return Stream.of(
                        parts("two parts", "ab", "cd"),
                        parts("1000 parts", Collections.nCopies(1000, "x").toArray(String[]::new)),
                        parts("an empty first part", "", "abcd"),
                        parts("two empty first parts", "", "", "abcd"),
                        parts("an empty middle part", "ab", "", "cd"),
                        parts("an empty last part", "abcd", ""),
                        parts("nothing but empty parts", "", "", ""),
                        parts("two empty parts", "", ""),
                        parts("parts of all three length forms", "a", "b".repeat(200), "c".repeat(40000)),
                        Stream.of(several()))
                .flatMap(cases -> cases);
    }

    private static Stream<Case> parts(String what, String... parts) {
        return Stream.of(TEXT, BINARY)
                .flatMap(opcode -> Stream.of(Integer.MAX_VALUE, 1).map(chop -> {
                    String name = "a message of " + what + " with opcode " + opcode + " is one message"
                            + (chop == 1 ? ", byte by byte" : "");
                    return Case.talk(name, dialogue -> {
                        dialogue.socket().sendChopped(Bytes.of(fragments(opcode, List.of(parts))), chop);
                        dialogue.expectEcho(opcode, String.join("", parts).getBytes(StandardCharsets.UTF_8));
                    });
                }));
    }

    /** The frames of one message. */
    static Frame[] fragments(int opcode, List<String> parts) {
        Frame[] frames = new Frame[parts.size()];
        for (int i = 0; i < frames.length; i++) {
            Frame frame = Frame.of(i == 0 ? opcode : CONTINUATION, parts.get(i));
            frames[i] = i == frames.length - 1 ? frame : frame.unfinished();
        }
        return frames;
    }

    private static Case several() {
        return Case.talk("fragmented and whole messages alternate", dialogue -> {
            for (int i = 0; i < 3; i++) {
                dialogue.send(fragments(TEXT, Arrays.asList("a", "b", "c")));
                dialogue.send(Frame.text("whole"));
                dialogue.expectText("abc").expectText("whole");
            }
        });
    }

    private static Stream<Case> unlawful() {
        return Stream.of(
                Case.refused(
                        "a last continuation without a start is a protocol error",
                        Frame.of(CONTINUATION, "x").bytes(),
                        1002),
                Case.refused(
                        "an empty continuation without a start is a protocol error",
                        Frame.of(CONTINUATION, "").bytes(),
                        1002),
                Case.refused(
                        "an unfinished continuation without a start is a protocol error",
                        Frame.of(CONTINUATION, "x").unfinished().bytes(),
                        1002),
                Case.talk("a continuation behind a complete message is a protocol error", dialogue -> {
                    dialogue.send(fragments(TEXT, List.of("a", "b")));
                    dialogue.send(Frame.of(CONTINUATION, "c"));
                    dialogue.expectText("ab").expectClose(1002);
                }),
                inside(Frame.text("new")),
                inside(Frame.text("").unfinished()),
                inside(Frame.of(BINARY, "new")));
    }

    private static Case inside(Frame second) {
        return Case.refused(
                "opcode " + second.opcode() + " (fin " + second.fin() + ") inside a message is a protocol error",
                Bytes.of(Frame.text("old").unfinished(), second),
                1002);
    }
}
