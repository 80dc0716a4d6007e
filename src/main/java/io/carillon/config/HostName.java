package io.carillon.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and addresses of machines as text; nothing here asks a name server. */
public final class HostName {
    private static final Pattern IPV4 = Pattern.compile(
            "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");

    /**
     * RFC 1123, section 2.1, and underscores, which containers and services have in their names; a last label of digits
     * alone would be a mistyped address.
     */
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)(?!.*(^|\\.)[0-9]+$)(?i:[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.|$))+(?<!\\.)");

    private static final Pattern AUTHORITY = Pattern.compile("([^:@]+)(?::([0-9]{1,5}))?");
    private static final int MAX_PORT = 65535;

    /** Whether the text is an IPv4 address, an IPv6 address without brackets, or a host name. */
    public static boolean isValid(String text) {
        return address(text).isPresent() || NAME.matcher(text).matches();
    }

    /** Whether only this machine can reach the host: {@code localhost}, {@code 127.0.0.0/8}, {@code ::1}. */
    public static boolean isLoopback(String text) {
        return text.equalsIgnoreCase("localhost")
                || address(text).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /**
     * The host that a URL names, without brackets, if it is valid and so is the port. {@link URI#getHost()} knows no names
     * with underscores.
     */
    public static Optional<String> of(URI url) {
        if (url.getHost() != null) {
            return isPort(url.getPort()) ? Optional.of(url.getHost().replaceAll("[\\[\\]]", "")) : Optional.empty();
        }
        return Optional.ofNullable(url.getRawAuthority())
                .map(AUTHORITY::matcher)
                .filter(Matcher::matches)
                .filter(authority -> authority.group(2) == null || isPort(Integer.parseInt(authority.group(2))))
                .map(authority -> authority.group(1))
                .filter(HostName::isValid);
    }

    /** @param port -1 for none */
    private static boolean isPort(int port) {
        return port != 0 && port <= MAX_PORT;
    }

    /**
     * Whether a URL asks for what TLS cannot give: no certificate is ever good for a name with an underscore, neither by
     * RFC 5280 nor for the Java runtime.
     */
    static boolean isBeyondCertificates(URI url) {
        return "https".equals(url.getScheme())
                && of(url).filter(host -> host.contains("_")).isPresent();
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
