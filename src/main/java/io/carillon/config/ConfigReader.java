package io.carillon.config;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads configuration files. All problems of a file are found in one reading. */
public final class ConfigReader {
    private static final int MAX_BYTES = 1 << 20;
    private static final String WITHOUT_FILE = "{\"namespaces\":{\"\":{}}}";

    private final Environment environment;

    /** @param environment answers an environment variable's value, null for an undefined one */
    public ConfigReader(UnaryOperator<String> environment) {
        this.environment = new Environment(environment);
    }

    /**
     * Reads a file of at most 1 MiB. Relative paths in it start at its directory.
     *
     * @throws InvalidConfigException when the file cannot be read or has any problem
     */
    public LoadedConfig read(Path file) {
        byte[] json = bytes(file);
        try {
            return parse(json, file.toAbsolutePath().normalize().getParent());
        } catch (MalformedJsonException e) {
            throw unreadable(file, e.getMessage());
        }
    }

    /** What holds without a file: every default, and the namespace of channels without a colon. */
    public LoadedConfig withoutFile() {
        return text(WITHOUT_FILE);
    }

    /** Reads a configuration that is no file. Relative paths in it start at the working directory. */
    public LoadedConfig text(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8), Path.of("").toAbsolutePath());
    }

    private LoadedConfig parse(byte[] json, Path directory) {
        Reading reading = new Reading(environment, directory);
        Section root = new Section(reading, JsonPath.ROOT, JsonText.parse(json, reading));
        Config config = Config.from(root);
        root.reportUnknownKeys();
        if (!reading.problems().isEmpty()) {
            throw new InvalidConfigException(reading.problems());
        }
        return new LoadedConfig(config, new JsonObject(root.effective()).encodePrettily());
    }

    private static byte[] bytes(Path file) {
        try {
            return BoundedFile.read(file, MAX_BYTES);
        } catch (IllegalArgumentException e) {
            throw unreadable(file, e.getMessage());
        }
    }

    private static InvalidConfigException unreadable(Path file, String message) {
        return new InvalidConfigException(List.of(new Problem(file.toString(), message)));
    }
}
