package io.carillon.channel;

import java.util.Optional;

/**
 * The name of a channel: 1 to 255 characters of {@code A-Z a-z 0-9 _ - . : # / @ = , ;}, but not
 * {@code .} and {@code ..}, which proxies and clients take for steps in a path. What stands before the first colon is its
 * namespace; a name without a colon belongs to the namespace {@code ""}.
 *
 * <p>The character set needs no escaping in JSON and no encoding in Redis, so a name travels as it is.
 */
public record ChannelName(String value) {
    public static final int MAX_LENGTH = 255;

    private static final boolean[] ALLOWED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:#/@=,;"
                .chars()
                .forEach(c -> ALLOWED[c] = true);
    }

    /** @throws IllegalArgumentException when the text is no channel name */
    public ChannelName {
        if (!isValid(value) && !(value != null && value.startsWith("$") && isValid(value.substring(1)))) {
            throw new IllegalArgumentException("Invalid channel name");
        }
    }

    /** A channel of the server itself; its name begins with {@code $}, which no client can write. */
    public static ChannelName system(String text) {
        return new ChannelName("$" + text);
    }

    /** The name, or nothing when the text (which may be null) is not a valid one. */
    public static Optional<ChannelName> parse(String text) {
        return isValid(text) ? Optional.of(new ChannelName(text)) : Optional.empty();
    }

    public String namespace() {
        int colon = value.indexOf(':');
        return colon < 0 ? "" : value.substring(0, colon);
    }

    private static boolean isValid(String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_LENGTH || text.equals(".") || text.equals("..")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ALLOWED.length || !ALLOWED[c]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
