package io.carillon.config;

import java.net.IDN;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scheme, host and port of a page, or of an app (RFC 6454). Two are the same when all three are, whatever their case; a
 * scheme's own port is equal to none.
 *
 * @param scheme in small letters
 * @param host in small letters, an IPv6 address in brackets; in a pattern the first label may be {@code *}
 * @param port -1 for the scheme's own, or none
 */
public record Origin(String scheme, String host, int port) {
    /** Stands in a list of origins for all of them. */
    public static final String ANY = "*";

    private static final int NO_PORT = -1;
    private static final int MAX_PORT = 65535;
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

    /** No host of a URL has an underscore; many a name in DNS has, and browsers send it. */
    private static final String HOST = "[a-z0-9._*-]{1,253}|\\[[0-9a-f:.]{2,45}\\]";

    private static final Pattern HOST_AND_PORT = Pattern.compile("(" + HOST + ")(?::([0-9]{1,5}))?");
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9+.-]*)://(.+)");
    private static final Pattern WILDCARD = Pattern.compile("\\*\\.[a-z0-9._-]+");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]+");

    private static final String EXPECTED =
            "must be an origin as browsers send it, such as https://example.com or https://*.example.com";

    /** The origin in a header of a browser, or nothing where it is none. */
    public static Optional<Origin> parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        return matcher.matches()
                ? of(matcher.group(1), matcher.group(2)).filter(origin -> origin.host.indexOf('*') < 0)
                : Optional.empty();
    }

    /**
     * The origin of the pages of this scheme that a host serves.
     *
     * @param authority what stands in a {@code Host} header
     */
    public static Optional<Origin> of(String scheme, String authority) {
        Matcher matcher = HOST_AND_PORT.matcher(authority.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(2) == null ? NO_PORT : Integer.parseInt(matcher.group(2));
        boolean standard = Integer.valueOf(port).equals(DEFAULT_PORTS.get(scheme));
        return port > MAX_PORT || port == 0
                ? Optional.empty()
                : Optional.of(new Origin(scheme, matcher.group(1), standard ? NO_PORT : port));
    }

    /** What an operator lists: an origin or a pattern, in its one spelling; the texts that browsers send for none. */
    static String listed(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals(ANY) || lower.equals("null") || lower.equals("file://")
                ? lower
                : pattern(lower).toString();
    }

    /** @param text in small letters, an origin whose first label may be {@code *} */
    public static Origin pattern(String text) {
        Matcher matcher = FORM.matcher(text);
        require(matcher.matches(), "with its scheme");
        String authority = matcher.group(2);
        require(authority.chars().noneMatch(c -> "/?#".indexOf(c) >= 0), "without path and query");
        require(authority.indexOf('@') < 0, "without a user");
        require(authority.chars().allMatch(c -> c < 0x80), "with the name as DNS has it: " + ascii(authority));
        Origin origin = of(matcher.group(1), authority)
                .orElseThrow(() -> new InvalidValueException(EXPECTED + ": host or port is none"));
        require(
                origin.host.indexOf('*') < 0 || WILDCARD.matcher(origin.host).matches(),
                "where * stands for the whole first label");
        return origin;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new InvalidValueException(EXPECTED + ", " + rule);
        }
    }

    private static String ascii(String authority) {
        try {
            return IDN.toASCII(authority);
        } catch (IllegalArgumentException noName) {
            return "xn--...";
        }
    }

    /** Whether the other one is this, or fits this pattern: {@code *} stands for exactly one label. */
    public boolean covers(Origin other) {
        return scheme.equals(other.scheme) && port == other.port && coversHost(other.host);
    }

    private boolean coversHost(String other) {
        if (!host.startsWith("*")) {
            return host.equals(other);
        }
        String parent = host.substring(1);
        return other.endsWith(parent)
                && LABEL.matcher(other.substring(0, other.length() - parent.length()))
                        .matches();
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port == NO_PORT ? "" : ":" + port);
    }
}
