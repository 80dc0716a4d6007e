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

    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[(.+)]|([^:\\[\\]]+)):([0-9]{1,5})");
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
