package io.carillon.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses as they are written, and as this server writes them; nothing here asks a name server. */
public final class IpAddress {
    /** Whoever has one IPv6 address has all that begin with these bytes. */
    private static final int NETWORK_BYTES = 8;

    /** More than any address with zone, port, brackets and quotes has. */
    private static final int MAX_ENTRY = 100;

    /** An address with a port, as proxies write it; the colons of a bare IPv6 address are its own. */
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+))(?::[0-9]{1,5})?");

    private IpAddress() {}

    /** An IPv4 address, or an IPv6 address without brackets in any spelling; the zone of one (RFC 4007) is left out. */
    public static Optional<InetAddress> parse(String text) {
        int zone = text.indexOf('%');
        return HostName.address(zone < 0 || text.indexOf(':') < 0 ? text : text.substring(0, zone));
    }

    /**
     * The address in an entry of {@code X-Forwarded-For}: with or without port, brackets and quotes.
     *
     * @return nothing where the entry is no address
     */
    public static Optional<InetAddress> forwarded(String entry) {
        String text = entry.strip();
        if (text.length() > MAX_ENTRY) {
            return Optional.empty();
        }
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        Matcher matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            return parse(text);
        }
        return matcher.group(1) == null
                ? parse(matcher.group(2))
                : parse(matcher.group(1)).filter(address -> matcher.group(1).indexOf(':') >= 0);
    }

    /** The one spelling of an address: RFC 5952 for IPv6, without zone; an IPv4-mapped address is IPv4. */
    public static String text(InetAddress address) {
        return address instanceof Inet6Address six ? text(six.getAddress()) : address.getHostAddress();
    }

    private static String text(byte[] address) {
        int[] groups = new int[address.length / 2];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (address[2 * i] & 0xFF) << 8 | (address[2 * i + 1] & 0xFF);
        }
        int[] zeros = longestZeros(groups);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == zeros[0]) {
                text.append("::");
                i += zeros[1] - 1;
            } else {
                text.append(text.length() == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** Start and length of the first of the longest runs of two zeros or more; a start of -1 for none. */
    private static int[] longestZeros(int[] groups) {
        int[] longest = {-1, 1};
        int run = 0;
        for (int i = 0; i < groups.length; i++) {
            run = groups[i] == 0 ? run + 1 : 0;
            if (run > longest[1]) {
                longest = new int[] {i - run + 1, run};
            }
        }
        return longest;
    }

    /** What stands for the party behind an address where parties are counted: an IPv4 address itself, the /64 of an IPv6 address. */
    public static InetAddress party(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? address
                : of(Arrays.copyOf(Arrays.copyOf(bytes, NETWORK_BYTES), bytes.length));
    }

    /**
     * An address of 4 or 16 bytes.
     *
     * @throws IllegalArgumentException for any other number
     */
    public static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", wrongLength);
        }
    }
}
