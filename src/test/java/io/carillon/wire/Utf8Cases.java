package io.carillon.wire;

import static io.carillon.wire.Frame.CONTINUATION;
import static io.carillon.wire.Frame.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455 section 8.1 and RFC 3629: text is UTF-8, also across fragments. */
final class Utf8Cases {
    private static final String MANY_LANGUAGES = "\u03ba\u1f79\u03c3\u03bc\u03b5 \u20ac \ud834\udd1e \u00df z";

    private Utf8Cases() {}

    static Stream<Case> all() {
        return Stream.of(edges(), everySplit(), byteByByte(), invalid(), inFragments())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> edges() {
        return Stream.of(
                        "00",
                        "7f",
                        "c280",
                        "dfbf",
                        "e0a080",
                        "ed9fbf",
                        "ee8080",
                        "efbfbd",
                        "efbfbf",
                        "f0908080",
                        "f48fbfbf",
                        "efbbbf68",
                        "e0a080 f0908080 c280",
                        "f09f91a9 e2808d f09f92bb")
                .map(hex -> Case.talk("the valid bytes " + hex + " are echoed", dialogue -> {
                    dialogue.send(Frame.of(TEXT, Bytes.hex(hex)));
                    dialogue.expectEcho(TEXT, Bytes.hex(hex));
                }));
    }

    private static Stream<Case> everySplit() {
        byte[] text = MANY_LANGUAGES.getBytes(StandardCharsets.UTF_8);
        return IntStream.rangeClosed(0, text.length)
                .mapToObj(at -> Case.talk("a text split into two fragments at byte " + at + " is echoed", dialogue -> {
                    dialogue.send(
                            Frame.of(TEXT, Arrays.copyOf(text, at)).unfinished(),
                            Frame.of(CONTINUATION, Arrays.copyOfRange(text, at, text.length)));
                    dialogue.expectEcho(TEXT, text);
                }));
    }

    private static Stream<Case> byteByByte() {
        byte[] text = MANY_LANGUAGES.getBytes(StandardCharsets.UTF_8);
        Case chopped = Case.talk("a text of many languages written byte by byte is echoed", dialogue -> {
            dialogue.socket().sendChopped(Frame.of(TEXT, text).bytes(), 1);
            dialogue.expectEcho(TEXT, text);
        });
        Case fragments = Case.talk("a text of one byte a fragment, with pings between, is echoed", dialogue -> {
            for (int i = 0; i < text.length; i++) {
                Frame part = Frame.of(i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]});
                dialogue.send(i == text.length - 1 ? part : part.unfinished());
                if (i < text.length - 1) {
                    dialogue.expectAlive();
                }
            }
            dialogue.expectEcho(TEXT, text);
        });
        return Stream.of(chopped, fragments);
    }

    private static Stream<Case> invalid() {
        return Stream.of(
                        "80",
                        "bf",
                        "8080",
                        "c0",
                        "c3",
                        "e2",
                        "e282",
                        "f0",
                        "f09d84",
                        "fe",
                        "ff",
                        "fffe",
                        "c080",
                        "c0af",
                        "c1bf",
                        "e08080",
                        "e080af",
                        "e09fbf",
                        "f0808080",
                        "f08080af",
                        "f08fbfbf",
                        "eda080",
                        "edafbf",
                        "edb080",
                        "edbfbf",
                        "eda080edb080",
                        "f4908080",
                        "f5808080",
                        "f7bfbfbf",
                        "f8888080af",
                        "fc8480808080",
                        "c328",
                        "e228a1",
                        "e28228",
                        "f0288cbc",
                        "f09028bc",
                        "f0288c28",
                        "61c3",
                        "6180",
                        "c3a9c3",
                        "cebae1bdb9cf83cebcceb5eda080656469746564")
                .flatMap(hex -> Stream.of(
                        Case.refused(
                                "the bytes " + hex + " are not UTF-8",
                                Frame.of(TEXT, Bytes.hex(hex)).bytes(),
                                1007),
                        Case.refused(
                                "the bytes " + hex + " are not UTF-8 one by one in fragments either",
                                byFragments(Bytes.hex(hex)),
                                1007)));
    }

    private static byte[] byFragments(byte[] text) {
        Frame[] frames = new Frame[text.length + 1];
        for (int i = 0; i < text.length; i++) {
            frames[i] =
                    Frame.of(i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]}).unfinished();
        }
        frames[text.length] = Frame.of(CONTINUATION, "");
        return Bytes.of(frames);
    }

    private static Stream<Case> inFragments() {
        return Stream.of(
                Case.refused(
                        "bad UTF-8 in the second fragment",
                        Bytes.of(
                                Frame.text("good").unfinished(),
                                Frame.of(CONTINUATION, Bytes.hex("eda080")).unfinished(),
                                Frame.of(CONTINUATION, "good")),
                        1007),
                Case.refused(
                        "a character cut off by the end of the message",
                        Bytes.of(Frame.text("good").unfinished(), Frame.of(CONTINUATION, Bytes.hex("e282"))),
                        1007),
                Case.refused(
                        "a character begun in one message and ended in the next",
                        Bytes.of(Frame.of(TEXT, Bytes.hex("c3")), Frame.of(TEXT, Bytes.hex("a9"))),
                        1007),
                Case.talk("binary messages need not be UTF-8", dialogue -> {
                    dialogue.send(Frame.of(Frame.BINARY, Bytes.hex("fffe80")));
                    dialogue.expectEcho(Frame.BINARY, Bytes.hex("fffe80"));
                }),
                Case.talk("pings need not be UTF-8", dialogue -> {
                    dialogue.send(Frame.of(Frame.PING, Bytes.hex("fffe80")));
                    dialogue.expectPong(Bytes.hex("fffe80"));
                }));
    }
}
