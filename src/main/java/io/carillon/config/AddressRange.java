package io.carillon.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits (RFC 4632, RFC 4291 section 2.3).
 *
 * @param network its first address
 * @param bits how many bits all of them share
 */
public record AddressRange(InetAddress network, int bits) {
    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");
    private static final String EXPECTED = "must be an IP address or a range of them, such as 10.0.0.0/8 or fd00::/8";

    /** Bits before the IPv4 address in an IPv4-mapped one. */
    private static final int MAPPED_BITS = 96;

    /** @throws RuntimeException when the text is neither an address nor a range */
    public static AddressRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValueException(EXPECTED);
        }
        InetAddress address = IpAddress.parse(matcher.group(1)).orElseThrow(() -> new InvalidValueException(EXPECTED));
        int all = address.getAddress().length * Byte.SIZE;
        if (matcher.group(2) == null) {
            return new AddressRange(address, all);
        }
        boolean mapped = address instanceof Inet4Address && matcher.group(1).indexOf(':') >= 0;
        int bits = Integer.parseInt(matcher.group(2)) - (mapped ? MAPPED_BITS : 0);
        if (bits < 0 || bits > all) {
            throw new InvalidValueException(
                    "must have a prefix of 0 to " + (mapped ? MAPPED_BITS + all : all) + " bits");
        }
        return new AddressRange(first(address, bits), bits);
    }

    private static InetAddress first(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            bytes[i] &= (byte) (0xFF00 >> kept);
        }
        return IpAddress.of(bytes);
    }

    public boolean contains(InetAddress address) {
        return address.getClass() == network.getClass() && first(address, bits).equals(network);
    }

    @Override
    public String toString() {
        return IpAddress.text(network) + "/" + bits;
    }
}
