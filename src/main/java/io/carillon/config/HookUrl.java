package io.carillon.config;

import java.net.URI;

/** Where a hook is sent: an {@code http} or {@code https} URL, asked to the letter. */
final class HookUrl implements Kind<URI> {
    static final HookUrl INSTANCE = new HookUrl();

    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_PORT = 65535;

    @Override
    public URI fromText(String text) {
        return Network.uri(text)
                .filter(uri -> text.length() <= MAX_LENGTH && isUsable(uri))
                .orElseThrow(() -> new InvalidValueException(
                        "must be an http or https URL with a host, without user, password and fragment"));
    }

    private static boolean isUsable(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && uri.getPort() != 0
                && uri.getPort() <= MAX_PORT;
    }

    /** A URL that is refused may hold a password. */
    @Override
    public boolean isSecret() {
        return true;
    }

    private HookUrl() {}
}
