package io.carillon.session;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One file of the public listener.
 *
 * @param etag strong, made from the content: the same in every node of one version
 */
record Page(String type, Buffer body, String etag) {
    /** @throws IllegalStateException when the jar lacks the file */
    static Page load(String name, String type) {
        try (InputStream in = Page.class.getResourceAsStream("/web/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks web/" + name);
            }
            byte[] bytes = in.readAllBytes();
            return new Page(type, Buffer.buffer(bytes), '"' + digest(bytes) + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the client has this content already, by its {@code If-None-Match} (RFC 9110, section 13.1.2). */
    boolean matches(String ifNoneMatch) {
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
