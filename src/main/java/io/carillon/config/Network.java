package io.carillon.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kinds of values that name something in the network. */
final class Network {
    static final Kind<String> HOST = Network::host;
    static final Kind<AddressRange> RANGE = AddressRange::parse;
    static final Kind<String> MEMBER = Network::member;
    static final Kind<String> ORIGIN = Origin::listed;

    /** User and password may stand in it. */
    static final Secret REDIS_ENDPOINT =
            new Secret(Network::redisEndpoint, text -> text.replaceFirst("//.*@", "//" + Secret.MASK + "@"));

    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[(.+)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern DATABASE = Pattern.compile("(/[0-9]{0,4})?");
    private static final int MAX_PORT = 65535;

    private static String host(String text) {
        if (!HostName.isValid(text)) {
            throw new InvalidValueException("must be a host name or an IP address");
        }
        return text;
    }

    private static String member(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches() || !isMember(matcher)) {
            throw new InvalidValueException("must be host:port");
        }
        return text;
    }

    private static boolean isMember(Matcher member) {
        String bracketed = member.group(1);
        boolean host = bracketed == null
                ? HostName.isValid(member.group(2))
                : bracketed.contains(":") && HostName.isValid(bracketed);
        return host && isPort(Integer.parseInt(member.group(3)));
    }

    private static String redisEndpoint(String text) {
        boolean valid = uri(text)
                .filter(uri -> "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))
                .filter(uri -> uri.getHost() != null && (uri.getPort() == -1 || isPort(uri.getPort())))
                .filter(uri -> DATABASE.matcher(uri.getPath()).matches())
                .filter(uri -> uri.getQuery() == null && uri.getFragment() == null)
                .isPresent();
        if (!valid) {
            throw new InvalidValueException("must be redis://user:pass@host:port/db or rediss://...");
        }
        return text;
    }

    static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isPort(int port) {
        return port > 0 && port <= MAX_PORT;
    }

    private Network() {}
}
