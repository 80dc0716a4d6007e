package io.carillon.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key of the HTTP API, of which only its digest is kept: neither the memory of a node nor, where it is written so, its
 * file tells the key. A plain digest is enough, since keys are long and random: nobody guesses them from it.
 *
 * @param sha256 of the key, 64 hex digits in small letters
 * @param role what its holder may do
 */
public record ApiKey(String sha256, Role role) {
    private static final String PREFIX = "sha256:";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Text PLAIN = Text.of("[!-~]{32,256}", "32 to 256 printable ASCII characters without spaces");

    /** What the holders of a key may do. */
    public enum Role {
        /** Everything. */
        ADMIN,
        /** Look, and change nothing. */
        READ;

        /** As the file and the audit log have it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ApiKey {
        if (!DIGEST.matcher(sha256).matches()) {
            throw new InvalidValueException("must be " + PREFIX + " and the 64 hex digits of the key's SHA-256");
        }
    }

    /** How it is written in the file: the key itself, or {@code sha256:} and the digest. */
    enum Written implements Kind<ApiKey> {
        INSTANCE;

        @Override
        public ApiKey fromText(String text) {
            return text.startsWith(PREFIX)
                    ? new ApiKey(text.substring(PREFIX.length()).toLowerCase(Locale.ROOT), Role.ADMIN)
                    : of(PLAIN.fromText(text));
        }

        @Override
        public Object show(ApiKey value, Object written) {
            return Secret.MASK;
        }

        @Override
        public boolean isSecret() {
            return true;
        }
    }

    /** A key with its role, {@code {"key", "role"}}; nothing when the key is missing or wrong, which is reported. */
    static Optional<ApiKey> from(Section in) {
        Optional<ApiKey> key = in.find("key", Written.INSTANCE);
        Role role = in.get("role", Choice.of(Role.class), Role.ADMIN.text());
        in.check(key.isPresent(), "must be given", in.at("key"));
        return key.map(admin -> new ApiKey(admin.sha256(), role));
    }

    /** That of a key as callers send it, whatever its length; it may do everything. */
    public static ApiKey of(String plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
            return new ApiKey(HexFormat.of().formatHex(digest), Role.ADMIN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
