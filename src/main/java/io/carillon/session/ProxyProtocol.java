package io.carillon.session;

import io.carillon.config.IpAddress;
import io.netty.buffer.ByteBuf;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the header of the PROXY protocol, version 1 and 2, as HAProxy has specified it: the first bytes of a connection,
 * by which a proxy tells whom it speaks for.
 */
final class ProxyProtocol {
    /** Of either version, with room for what a proxy adds to the addresses; that is skipped. */
    static final int MAX_HEADER = 16 * 1024;

    /** The longest header of version 1, its line end included. */
    private static final int MAX_LINE = 107;

    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final byte[] PREFIX = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final int FIXED = 16;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int UNSPECIFIED = 0x00;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;
    private static final int UNIX_STREAM = 0x31;
    private static final int PORTS = 4;

    private static final String PORT = "(0|[1-9][0-9]{0,4})";
    private static final Pattern LINE =
            Pattern.compile("PROXY (?:UNKNOWN(?: .*)?|(TCP[46]) (\\S+) (\\S+) " + PORT + " " + PORT + ")");

    /**
     * A complete header.
     *
     * @param source whom the proxy speaks for; nothing where it speaks for itself or does not know
     * @param length in bytes
     */
    record Header(Optional<InetAddress> source, int length) {}

    /** Thrown for bytes that no header begins with. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String rule) {
            super(rule, null, false, false);
        }
    }

    private ProxyProtocol() {}

    /**
     * Looks at what has come so far, and takes nothing out.
     *
     * @return nothing while there is more to come
     */
    static Optional<Header> read(ByteBuf in) throws Malformed {
        if (in.readableBytes() == 0) {
            return Optional.empty();
        }
        return in.getByte(in.readerIndex()) == PREFIX[0] ? readLine(in) : readBinary(in);
    }

    private static Optional<Header> readLine(ByteBuf in) throws Malformed {
        requireBeginning(in, PREFIX);
        int most = Math.min(in.readableBytes(), MAX_LINE);
        int end = in.indexOf(in.readerIndex(), in.readerIndex() + most, (byte) '\n') - in.readerIndex();
        if (end < 0) {
            require(most < MAX_LINE, "the line is too long");
            return Optional.empty();
        }
        require(in.getByte(in.readerIndex() + end - 1) == '\r', "the line does not end with CR LF");
        Matcher line = LINE.matcher(in.toString(in.readerIndex(), end - 1, StandardCharsets.US_ASCII));
        require(line.matches(), "the line has another form");
        Optional<InetAddress> source = Optional.empty();
        if (line.group(1) != null) {
            Class<?> family = line.group(1).equals("TCP4") ? Inet4Address.class : Inet6Address.class;
            source = Optional.of(address(line.group(2), family));
            address(line.group(3), family);
            require(isPort(line.group(4)) && isPort(line.group(5)), "a port is none");
        }
        return Optional.of(new Header(source, end + 1));
    }

    /** An IPv4-mapped address is read as IPv4, and stands where IPv6 is meant. */
    private static InetAddress address(String text, Class<?> family) throws Malformed {
        boolean colon = text.indexOf(':') >= 0;
        require(colon == (family == Inet6Address.class), "an address is of another family");
        return IpAddress.parse(text).orElseThrow(() -> new Malformed("an address is none"));
    }

    private static boolean isPort(String text) {
        return Integer.parseInt(text) <= 0xFFFF;
    }

    private static Optional<Header> readBinary(ByteBuf in) throws Malformed {
        requireBeginning(in, SIGNATURE);
        if (in.readableBytes() < FIXED) {
            return Optional.empty();
        }
        int start = in.readerIndex();
        int command = in.getUnsignedByte(start + 12);
        int family = in.getUnsignedByte(start + 13);
        int length = in.getUnsignedShort(start + 14);
        require(command == LOCAL || command == PROXY, "another version or command");
        require(FIXED + length <= MAX_HEADER, "the header is too long");
        int addressBytes = command == LOCAL ? 0 : addressBytes(family);
        require(length >= 2 * addressBytes + (addressBytes == 0 ? 0 : PORTS), "the addresses are cut off");
        if (in.readableBytes() < FIXED + length) {
            return Optional.empty();
        }
        if (addressBytes == 0) {
            return Optional.of(new Header(Optional.empty(), FIXED + length));
        }
        byte[] source = new byte[addressBytes];
        in.getBytes(start + FIXED, source);
        return Optional.of(new Header(Optional.of(IpAddress.of(source)), FIXED + length));
    }

    /** 0 for those in which a client of the internet has no address. */
    private static int addressBytes(int family) throws Malformed {
        return switch (family) {
            case TCP4 -> 4;
            case TCP6 -> 16;
            case UNSPECIFIED, UNIX_STREAM -> 0;
            default -> throw new Malformed("another family or transport than TCP");
        };
    }

    private static void requireBeginning(ByteBuf in, byte[] beginning) throws Malformed {
        int length = Math.min(in.readableBytes(), beginning.length);
        for (int i = 0; i < length; i++) {
            require(in.getByte(in.readerIndex() + i) == beginning[i], "no PROXY protocol header");
        }
    }

    private static void require(boolean holds, String rule) throws Malformed {
        if (!holds) {
            throw new Malformed(rule);
        }
    }
}
