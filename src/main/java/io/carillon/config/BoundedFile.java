package io.carillon.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small files that the operator named, each up to a bound. Blocks for as long as the disk does. */
public final class BoundedFile {
    private BoundedFile() {}

    /**
     * Reads a regular file, also behind symbolic links. A pipe is refused: it would block, and could not be read again.
     *
     * @param maxBytes the largest file that is read
     * @throws IllegalArgumentException saying why it cannot be read, in words that follow the file's name
     */
    public static byte[] read(Path file, int maxBytes) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("is a directory");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IllegalArgumentException("is larger than " + size(maxBytes));
            }
            return bytes;
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new IllegalArgumentException("no such file", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException("no permission to read it", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read", e);
        }
    }

    private static String size(int bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }
}
