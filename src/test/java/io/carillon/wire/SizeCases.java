package io.carillon.wire;

import static io.carillon.wire.ConformanceSuite.LIMIT;
import static io.carillon.wire.Frame.CONTINUATION;
import static io.carillon.wire.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.wire.Frame.LengthForm;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;

/** RFC 6455 sections 5.2, 7.4.1 and 10.4: bounds. */
final class SizeCases {
    private static final int MILLION = 1_000_000;

    private SizeCases() {}

    static Stream<Case> all() {
        return Stream.of(announced(), assembled(), Stream.of(emptyFragments(true), emptyFragments(false)))
                .flatMap(cases -> cases);
    }

    private static Stream<Case> announced() {
        return Stream.of(
                announcing("one byte over the limit", LIMIT + 1, 1009),
                announcing("a gigabyte", 1L << 30, 1009),
                announcing("2^31 bytes", 1L << 31, 1009),
                announcing("2^32 bytes and one", (1L << 32) + 1, 1009),
                announcing("2^63 - 1 bytes", Long.MAX_VALUE, 1009),
                announcing("2^63 bytes, the forbidden highest bit", Long.MIN_VALUE, 1002, 1009),
                announcing("2^64 - 1 bytes", -1, 1002, 1009),
                Case.refused(
                        "a last fragment of one byte that takes the message over the limit is refused",
                        Bytes.of(Frame.of(TEXT, FramingCases.letters(LIMIT)).unfinished(), Frame.of(CONTINUATION, "x")),
                        1009));
    }

    private static Case announcing(String what, long length, Integer... codes) {
        return Case.refused(
                "a frame that announces " + what + " is refused before it comes",
                Frame.of(TEXT, "").declaring(LengthForm.BITS_64, length),
                codes);
    }

    private static Stream<Case> assembled() {
        String kilobyte = "k".repeat(1024);
        return Stream.of(
                Case.talk("fragments that add up to the limit pass", dialogue -> {
                    dialogue.send(FragmentCases.fragments(TEXT, Collections.nCopies(LIMIT / 1024, kilobyte)));
                    dialogue.expectText(kilobyte.repeat(LIMIT / 1024));
                }),
                Case.refused(
                        "fragments that add up to more than the limit are refused",
                        Bytes.of(FragmentCases.fragments(TEXT, Collections.nCopies(LIMIT / 1024 + 1, kilobyte))),
                        1009),
                Case.talk("the limit counts bytes, not characters", dialogue -> {
                    String text = "\u20ac".repeat(LIMIT / 3) + "x".repeat(LIMIT % 3);
                    dialogue.send(Frame.text(text)).expectText(text);
                    byte[] over = ("\u20ac".repeat(LIMIT / 3) + "xx").getBytes(StandardCharsets.UTF_8);
                    dialogue.socket().sendUnlessCut(Frame.of(TEXT, over).bytes());
                    dialogue.expectClose(1009);
                }),
                Case.talk("the limit is each message's own", dialogue -> {
                    String text = "x".repeat(LIMIT - 1);
                    dialogue.send(Frame.text(text)).expectText(text);
                    dialogue.send(Frame.text(text)).expectText(text);
                }));
    }

    private static Case emptyFragments(boolean finished) {
        String name = "a million empty fragments, " + (finished ? "finished" : "never finished") + ", disturb nobody";
        return new Case(name, port -> {
            try (Dialogue other = Dialogue.with(port);
                    Dialogue dialogue = Dialogue.with(port)) {
                byte[] thousand =
                        Bytes.repeat(Frame.of(CONTINUATION, "").unfinished().bytes(), 1000);
                dialogue.send(Frame.text("begin").unfinished());
                boolean taken = true;
                for (int i = 0; i < MILLION / 1000 && taken; i++) {
                    taken = dialogue.socket().sendUnlessCut(thousand);
                    if (i % 100 == 0) {
                        other.expectAlive();
                    }
                }
                other.send(Frame.text("undisturbed")).expectText("undisturbed");
                if (finished && taken) {
                    dialogue.socket()
                            .sendUnlessCut(Frame.of(CONTINUATION, "end").bytes());
                    expectEchoOrRefusal(dialogue);
                }
            }
        });
    }

    private static void expectEchoOrRefusal(Dialogue dialogue) {
        Received received = dialogue.socket().read();
        if (received instanceof Frame frame && frame.opcode() == Frame.CLOSE) {
            assertThat(frame.closeCode()).isIn(1002, 1008, 1009);
        } else if (received instanceof Frame frame) {
            assertThat(frame.text()).isEqualTo("beginend");
        }
    }
}
