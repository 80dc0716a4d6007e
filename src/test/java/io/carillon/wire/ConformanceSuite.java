package io.carillon.wire;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicNode;

/**
 * What RFC 6455 and RFC 7692 demand of a server, as a table of cases against any server on this machine that sends
 * every message back. Written from the two documents alone.
 */
public final class ConformanceSuite {
    /** The message size limit in bytes that the server under test must have. */
    public static final int LIMIT = 65536;

    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private ConformanceSuite() {}

    /** All cases for a server without compression. */
    public static Stream<DynamicNode> plain(int port) {
        return Stream.of(
                group("handshake", HandshakeCases.all(), port),
                group("framing", FramingCases.all(), port),
                group("pings and pongs", ControlCases.all(), port),
                group("reserved bits and opcodes", ReservedCases.all(), port),
                group("fragments", FragmentCases.all(), port),
                group("UTF-8", Utf8Cases.all(), port),
                group("closing", CloseCases.all(), port),
                group("sizes", SizeCases.all(), port),
                group("compression that is off", DeflateOfferCases.whenOff(), port));
    }

    /** All cases for a server with permessage-deflate; what does not concern compression must hold there too. */
    public static Stream<DynamicNode> deflate(int port) {
        return Stream.of(
                group("offers", DeflateOfferCases.whenOn(), port),
                group("compressed messages", DeflateMessageCases.all(), port),
                group("framing", FramingCases.all(), port),
                group("reserved bits and opcodes", ReservedCases.all(), port),
                group("fragments", FragmentCases.all(), port),
                group("UTF-8", Utf8Cases.all(), port),
                group("sizes", SizeCases.all(), port));
    }

    private static DynamicNode group(String name, Stream<Case> cases, int port) {
        return dynamicContainer(name, cases.map(one -> dynamicTest(one.name(), () -> run(one, port))));
    }

    /** Reports of dynamic tests show numbers instead of names, so a failure says which case it is. */
    private static void run(Case one, int port) {
        try {
            Assertions.assertTimeoutPreemptively(DEADLINE, () -> one.check().run(port));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("[" + one.name() + "] " + e.getMessage(), e);
        }
    }
}
