package io.carillon.config;

import java.net.URI;

/** Where a hook is sent: an {@code http} or {@code https} URL, asked to the letter. */
final class HookUrl implements Kind<URI> {
    static final HookUrl INSTANCE = new HookUrl();

    private static final int MAX_LENGTH = 2_000;

    static final String NO_CERTIFICATE =
            "must not have an underscore in the host of an https URL: no certificate is good for such a name (RFC 5280)";

    @Override
    public URI fromText(String text) {
        URI url = Network.uri(text)
                .filter(uri -> text.length() <= MAX_LENGTH && isUsable(uri))
                .orElseThrow(() -> new InvalidValueException(
                        "must be an http or https URL with a host, without user, password and fragment"));
        if (HostName.isBeyondCertificates(url)) {
            throw new InvalidValueException(NO_CERTIFICATE);
        }
        return url;
    }

    private static boolean isUsable(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && HostName.of(uri).isPresent()
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null;
    }

    /** A URL that is refused may hold a password. */
    @Override
    public boolean isSecret() {
        return true;
    }

    private HookUrl() {}
}
