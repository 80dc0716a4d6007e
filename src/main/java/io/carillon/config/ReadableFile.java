package io.carillon.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that exists and can be read. Its path is absolute, or relative to the configuration file's directory. */
record ReadableFile(Path directory) implements Kind<Path> {
    @Override
    public Path fromText(String text) {
        try {
            Path file = directory.resolve(text);
            if (!text.isEmpty() && Files.isRegularFile(file) && Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw invalid();
        }
        throw invalid();
    }

    private InvalidValueException invalid() {
        return new InvalidValueException("must be a readable file (relative paths start at " + directory + ")");
    }
}
