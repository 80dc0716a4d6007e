package io.carillon.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

/** The servers that tests run against. */
public enum RedisProgram {
    /** Redis 6.2, which the build brings with it. */
    BUNDLED(extract()),
    /** Redis 7.0 or newer, if it is on the path. */
    INSTALLED(find());

    /** Set where every test has to run: a test that lacks a program then fails instead of being skipped. */
    private static final String ALL_NEEDED = "CARILLON_TEST_ALL";

    private final Optional<File> file;

    RedisProgram(Optional<File> file) {
        this.file = file;
    }

    /** Its path. Where there is none, the calling test is skipped. */
    public String path() {
        if (file.isEmpty()) {
            String message = "No redis-server 7.0 or newer is on the path";
            if (System.getenv(ALL_NEEDED) != null) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return file.get().getAbsolutePath();
    }

    /** The installed one, or else the bundled one. */
    public static RedisProgram newest() {
        return INSTALLED.file.isPresent() ? INSTALLED : BUNDLED;
    }

    private static Optional<File> extract() {
        try {
            return Optional.of(ExecutableProvider.newJarResourceProvider().get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<File> find() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> new File(directory, "redis-server"))
                .filter(program -> program.canExecute() && majorVersion(program) >= 7)
                .findFirst();
    }

    private static int majorVersion(File program) {
        try {
            Process process = new ProcessBuilder(program.getPath(), "--version").start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = Pattern.compile(" v=([0-9]+)\\.").matcher(text);
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
