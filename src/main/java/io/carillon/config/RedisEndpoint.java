package io.carillon.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Redis server or sentinel is, and how to log in there: {@code redis://user:password@host:port/database}. Not read
 * as a {@link java.net.URI}, which knows no host with an underscore.
 *
 * @param tls whether the scheme is {@code rediss}
 * @param user empty for Redis's default user
 * @param password secret; absent where nobody logs in
 * @param host a name, which may have underscores, or an IP address without brackets
 * @param database 0 where none is given
 */
public record RedisEndpoint(
        boolean tls, Optional<String> user, Optional<String> password, String host, int port, int database) {
    private static final Pattern SCHEME = Pattern.compile("(redis|rediss)://(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\[\\]]*)]|([^:\\[\\]]*))(:.*)?", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})");
    private static final Pattern DATABASE = Pattern.compile("/([0-9]{1,4})");
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final int DEFAULT_PORT = 6379;
    private static final int MAX_PORT = 65_535;

    /** @throws InvalidValueException when the port is none */
    public RedisEndpoint {
        if (port < 1 || port > MAX_PORT) {
            throw new InvalidValueException("must have a port from 1 to 65535");
        }
    }

    /** @throws InvalidValueException when it cannot be used; says why, and does not repeat the text */
    public static RedisEndpoint parse(String text) {
        Matcher scheme = matched(SCHEME, text, "must begin with redis:// or rediss://");
        Matcher parts = matched(AUTHORITY, scheme.group(2), "");
        String path = parts.group(2);
        check(
                !path.contains("@"),
                "must have / ? and # in user and password percent-encoded (%2F %3F %23), like every reserved character");
        check(path.indexOf('?') < 0 && path.indexOf('#') < 0, "must end with the database, without ? and #");
        int at = parts.group(1).lastIndexOf('@');
        String login = at < 0 ? "" : parts.group(1).substring(0, at);
        Matcher address = matched(
                ADDRESS, parts.group(1).substring(at + 1), "must have a host and port as host:port or [IPv6]:port");
        return new RedisEndpoint(
                scheme.group(1).equals("rediss"),
                user(login),
                password(login),
                host(address),
                port(address),
                database(path));
    }

    private static Optional<String> user(String login) {
        int colon = login.indexOf(':');
        check(
                login.isEmpty() || colon >= 0,
                "must have a password behind the user (user:password@), or :password@ without a user");
        return Optional.of(decoded(colon < 0 ? "" : login.substring(0, colon))).filter(user -> !user.isEmpty());
    }

    /** One that is empty counts only beside a user. */
    private static Optional<String> password(String login) {
        return login.length() > 1 ? Optional.of(decoded(login.substring(login.indexOf(':') + 1))) : Optional.empty();
    }

    private static String host(Matcher address) {
        String bracketed = address.group(1);
        String host = bracketed == null ? address.group(2) : bracketed;
        check(!host.isEmpty(), "must have a host");
        boolean valid =
                bracketed == null ? HostName.isValid(host) : bracketed.contains(":") && HostName.isValid(bracketed);
        check(
                valid,
                "must have a host name (letters, digits, hyphens, underscores, dots) or an IP address, IPv6 in brackets");
        return host;
    }

    private static int port(Matcher address) {
        if (address.group(3) == null) {
            return DEFAULT_PORT;
        }
        Matcher port = PORT.matcher(address.group(3));
        return port.matches() ? Integer.parseInt(port.group(1)) : 0;
    }

    private static int database(String path) {
        return path.isEmpty() || path.equals("/")
                ? 0
                : Integer.parseInt(
                        matched(DATABASE, path, "must have the number of a database, 0 to 9999, behind the host")
                                .group(1));
    }

    private static String decoded(String text) {
        check(
                !LONE_PERCENT.matcher(text).find(),
                "must have each % in user and password followed by two hexadecimal digits (%25 stands for % itself)");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                int next = text.offsetByCodePoints(i, 1);
                ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text, i, next));
                bytes.write(encoded.array(), 0, encoded.limit());
                i = next - 1;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidValueException("must have user and password in UTF-8");
        }
    }

    private static Matcher matched(Pattern form, String text, String otherwise) {
        Matcher matcher = form.matcher(text);
        check(matcher.matches(), otherwise);
        return matcher;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidValueException(otherwise);
        }
    }

    /** Scheme, host and port: without anything secret. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
