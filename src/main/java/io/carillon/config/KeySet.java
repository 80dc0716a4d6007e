package io.carillon.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a JSON Web Key Set is: an {@code https} URL, an {@code http} URL on loopback, or a file. The URL is fixed here,
 * once: nothing from a token may ever take part in it.
 */
record KeySet(Path directory) implements Kind<String> {
    private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*");

    @Override
    public String fromText(String text) {
        if (!URL.matcher(text).matches()) {
            return new ReadableFile(directory).fromText(text).toString();
        }
        URI url = Network.uri(text)
                .filter(KeySet::isTrusted)
                .orElseThrow(() ->
                        new InvalidValueException("must be an https URL, an http URL on loopback, or a readable file"));
        if (HostName.isBeyondCertificates(url)) {
            throw new InvalidValueException(HookUrl.NO_CERTIFICATE);
        }
        return text;
    }

    /** A URL that is refused may hold a password. */
    @Override
    public boolean isSecret() {
        return true;
    }

    private static boolean isTrusted(URI uri) {
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return false;
        }
        return HostName.of(uri)
                .filter(host ->
                        "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && HostName.isLoopback(host))
                .isPresent();
    }
}
