package io.carillon.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/** The servers that tests run against. */
public enum RedisProgram {
    /** Redis 6.2, which the build brings with it. */
    BUNDLED(extract()),
    /** Redis 7.0 or newer, if it is on the path. */
    INSTALLED(find());

    private final Optional<File> file;

    RedisProgram(Optional<File> file) {
        this.file = file;
    }

    /** Its path. Where there is none, the calling test is skipped. */
    public String path() {
        return file.map(File::getAbsolutePath)
                .orElseGet(() -> InstalledProgram.missing("No redis-server 7.0 or newer is on the path"));
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
        return InstalledProgram.all(List.of("redis-server"), program -> majorVersion(program.toFile()) >= 7)
                .map(Path::toFile)
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
