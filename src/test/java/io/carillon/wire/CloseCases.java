package io.carillon.wire;

import static io.carillon.wire.Frame.CLOSE;
import static io.carillon.wire.Frame.CONTINUATION;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** RFC 6455 sections 5.5.1, 7.1 and 7.4: the closing handshake. */
final class CloseCases {
    private CloseCases() {}

    static Stream<Case> all() {
        return Stream.of(goodCodes(), badCodes(), bodies(), order(), stubbornClients())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> goodCodes() {
        return Stream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)
                .flatMap(code -> Stream.of(
                        answered("close " + code + " is answered in kind", Frame.close(code, ""), code),
                        answered(
                                "close " + code + " with a reason is answered",
                                Frame.close(code, "bye \u20ac"),
                                code)));
    }

    private static Stream<Case> badCodes() {
        Stream<Case> refused = Stream.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 10000, 65535)
                .map(code -> Case.refused(
                        "close " + code + " is a protocol error",
                        Frame.close(code, "").bytes(),
                        1002));
        Stream<Case> registeredLater = Stream.of(1012, 1013, 1014)
                .map(code -> Case.refused(
                        "close " + code + " is answered in kind or a protocol error",
                        Frame.close(code, "").bytes(),
                        1002,
                        code));
        return Stream.concat(refused, registeredLater);
    }

    private static Stream<Case> bodies() {
        return Stream.of(
                answered("an empty close is answered", Frame.of(CLOSE, ""), 1000, 1005),
                Case.refused(
                        "a close body of one byte is a protocol error",
                        Frame.of(CLOSE, "\u0003").bytes(),
                        1002),
                answered("a reason of 123 bytes is allowed", Frame.close(1000, "r".repeat(123)), 1000),
                Case.refused(
                        "a close frame of 126 bytes is a protocol error",
                        Frame.close(1000, "r".repeat(124)).bytes(),
                        1002),
                badReason("ff"),
                badReason("cebae1bdb9cf83cebcceb5eda080656469746564"),
                badReason("e282"));
    }

    private static Case badReason(String hex) {
        return Case.refused(
                "a close reason of the bytes " + hex + " is not UTF-8",
                Frame.of(CLOSE, Bytes.join(Bytes.hex("03e8"), Bytes.hex(hex))).bytes(),
                1007,
                1002);
    }

    private static Stream<Case> order() {
        return Stream.of(
                answered(
                        "frames behind a close are ignored",
                        Bytes.of(Frame.close(1000, ""), Frame.text("late"), Frame.of(Frame.PING, "late")),
                        1000),
                answered(
                        "a second close is ignored", Bytes.of(Frame.close(1000, ""), Frame.close(1001, "again")), 1000),
                answered(
                        "rubbish behind a close is ignored",
                        Bytes.join(Frame.close(1000, "").bytes(), new byte[] {-1, -1, -1, -1}),
                        1000),
                answered(
                        "a close between fragments is answered",
                        Bytes.of(
                                Frame.text("never").unfinished(),
                                Frame.close(1000, ""),
                                Frame.of(CONTINUATION, "finished")),
                        1000),
                Case.talk("messages before a close are answered before it", dialogue -> {
                    dialogue.send(Frame.text("a"), Frame.of(Frame.PING, "b"), Frame.close(1000, ""));
                    dialogue.expectText("a").expectPong("b".getBytes(StandardCharsets.UTF_8));
                    dialogue.expectCloseFrame(1000);
                    dialogue.expectEnd();
                }),
                Case.talk("a close written byte by byte is answered", dialogue -> {
                    dialogue.socket().sendChopped(Frame.close(1000, "slowly").bytes(), 1);
                    dialogue.expectCloseFrame(1000);
                    dialogue.expectEnd();
                }));
    }

    private static Stream<Case> stubbornClients() {
        return Stream.of(
                Case.talk("a client that never answers the server's close is cut", dialogue -> {
                    dialogue.send(Frame.of(3, "").bytes()).expectCloseFrame(1002);
                    dialogue.expectEnd();
                }),
                Case.talk("a client that answers the server's close with pings is cut", dialogue -> {
                    dialogue.send(Frame.of(3, "").bytes()).expectCloseFrame(1002);
                    dialogue.socket().sendUnlessCut(Frame.of(Frame.PING, "x").bytes());
                    dialogue.expectEnd();
                }),
                Case.talk("a client that only ends its TCP side is ended too", dialogue -> {
                    dialogue.expectAlive();
                    dialogue.socket().endOutput();
                    dialogue.expectEnd();
                }));
    }

    private static Case answered(String name, Frame close, Integer... codes) {
        return answered(name, close.bytes(), codes);
    }

    /** We close; the server answers with such a code and then ends the TCP connection, nothing in between. */
    private static Case answered(String name, byte[] bytes, Integer... codes) {
        return Case.talk(name, dialogue -> {
            dialogue.send(bytes).expectCloseFrame(codes);
            dialogue.expectEnd();
        });
    }
}
