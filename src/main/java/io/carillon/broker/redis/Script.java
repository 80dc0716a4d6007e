package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * A Lua script for Redis. It travels with each call: a script that Redis remembers can be forgotten between two commands
 * of a pipeline, and what would have to be sent again would come behind what was sent later.
 *
 * @param name of its file, for logs
 * @param body without comments and indentation; not to be changed
 */
record Script(String name, byte[] body) {
    /**
     * @param name of the file in {@code redis} on the class path, without {@code .lua}
     * @throws IllegalArgumentException when there is no such file
     */
    static Script named(String name) {
        try (InputStream file = Script.class.getResourceAsStream("/redis/" + name + ".lua")) {
            if (file == null) {
                throw new IllegalArgumentException("No script " + name);
            }
            return of(name, new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text in which a comment has a line of its own */
    static Script of(String name, String text) {
        return new Script(
                name,
                text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("--"))
                        .collect(Collectors.joining("\n"))
                        .getBytes(UTF_8));
    }
}
