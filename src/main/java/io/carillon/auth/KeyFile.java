package io.carillon.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bounded reading of a file with keys. Blocks. */
final class KeyFile {
    /** Largest file, the same as for a key set from a URL. */
    static final int MAX_BYTES = 262_144;

    private KeyFile() {}

    /** @throws IllegalArgumentException when it cannot be read, is empty or larger than 256 KB */
    static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length == 0 || bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException(bytes.length == 0 ? "is empty" : "is larger than 256 KB");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read (" + e + ")", e);
        }
    }
}
