package io.carillon.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configuration files of tests, with single quotes for double ones, and an environment. */
record Given(Path directory, Map<String, String> environment) {
    static Given in(Path directory) {
        return new Given(directory, Map.of());
    }

    Given environment(String name, String value) {
        return new Given(directory, Map.of(name, value));
    }

    LoadedConfig read(String json) {
        return reader().read(file(json.replace('\'', '"')));
    }

    Config config(String json) {
        return read(json).config();
    }

    List<String> problems(String json) {
        return problemsOf(file(json.replace('\'', '"')));
    }

    List<String> problemsOf(Path file) {
        InvalidConfigException e = catchThrowableOfType(InvalidConfigException.class, () -> reader().read(file));
        return e.problems().stream().map(Problem::toString).toList();
    }

    ConfigReader reader() {
        return new ConfigReader(environment::get);
    }

    private Path file(String text) {
        try {
            return Files.writeString(directory.resolve("carillon.json"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
