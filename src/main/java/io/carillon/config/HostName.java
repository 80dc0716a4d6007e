package io.carillon.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names and addresses of machines as text; nothing here asks a name server. */
public final class HostName {
    private static final Pattern IPV4 = Pattern.compile(
            "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");

    /** RFC 1123, section 2.1; a last label of digits alone would be a mistyped address. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)(?!.*(^|\\.)[0-9]+$)(?i:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.|$))+(?<!\\.)");

    /** Whether the text is an IPv4 address, an IPv6 address without brackets, or a host name. */
    public static boolean isValid(String text) {
        return address(text).isPresent() || NAME.matcher(text).matches();
    }

    /** Whether only this machine can reach the host: {@code localhost}, {@code 127.0.0.0/8}, {@code ::1}. */
    public static boolean isLoopback(String text) {
        return text.equalsIgnoreCase("localhost")
                || address(text).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** The address that the text is, or nothing for a name. */
    static Optional<InetAddress> address(String text) {
        boolean colon = text.contains(":");
        if (!colon && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Brackets keep the JDK from taking the text for a name.
            return Optional.of(InetAddress.getByName(colon ? "[" + text + "]" : text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private HostName() {}
}
