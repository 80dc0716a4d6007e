package io.carillon.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One reading of one file: where its strings and paths get their meaning from, and what was found wrong. */
final class Reading {
    private final Environment environment;
    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();

    /** @param directory where relative paths of the file start */
    Reading(Environment environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** A value, and what the printed configuration shows of it. */
    record Value<T>(T value, Object shown) {}

    Path directory() {
        return directory;
    }

    List<Problem> problems() {
        return problems;
    }

    void report(JsonPath path, String message) {
        problems.add(new Problem(path.toString(), message));
    }

    /** Whether nothing is wrong at this path and below it, as far as has been read. */
    boolean isSound(JsonPath path) {
        return problems.stream().noneMatch(problem -> path.contains(problem.at()));
    }

    /** The value that stands at a path; nothing when the file has none there or a wrong one, which is reported. */
    <T> Optional<Value<T>> read(JsonPath path, Object written, Kind<T> kind) {
        if (written == null) {
            return Optional.empty();
        }
        if (!(written instanceof String text)) {
            return convert(path, written, kind, false, kind.isSecret());
        }
        try {
            boolean hidden = kind.isSecret() || Environment.namesFile(text);
            Optional<Value<T>> value = convert(path, resolved(text), kind, Environment.isReference(text), hidden);
            return hidden && !kind.isSecret() ? value.map(read -> new Value<>(read.value(), text)) : value;
        } catch (InvalidValueException e) {
            report(path, e.getMessage());
            return Optional.empty();
        }
    }

    /** Half a surrogate pair would be sent, and made a key of, as a question mark. */
    private String resolved(String text) {
        String resolved = environment.resolve(text, directory);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(resolved)) {
            throw new InvalidValueException("must not contain half of a surrogate pair");
        }
        return resolved;
    }

    private <T> Optional<Value<T>> convert(
            JsonPath path, Object json, Kind<T> kind, boolean reference, boolean hidden) {
        try {
            T value = reference ? kind.fromText((String) json) : kind.fromJson(json);
            return Optional.of(new Value<>(value, kind.show(value, json)));
        } catch (InvalidValueException e) {
            report(path, hidden ? e.getMessage() : e.getMessage() + ", not " + Shown.value(json));
            return Optional.empty();
        }
    }
}
