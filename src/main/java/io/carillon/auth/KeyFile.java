package io.carillon.auth;

import io.carillon.config.BoundedFile;
import java.nio.file.Path;

/** Bounded reading of a file with keys. Blocks. */
final class KeyFile {
    /** Largest file, the same as for a key set from a URL. */
    static final int MAX_BYTES = 262_144;

    private KeyFile() {}

    /** @throws IllegalArgumentException when it cannot be read, is empty or larger than 256 KiB */
    static byte[] read(Path file) {
        byte[] bytes = BoundedFile.read(file, MAX_BYTES);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("is empty");
        }
        return bytes;
    }
}
