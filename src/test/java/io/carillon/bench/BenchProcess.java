package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.JarCommand;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the load generator through the jar that the build made. */
record BenchProcess(int exitCode, String out, String err) {
    private static final long DEADLINE_SECONDS = 90;

    /** Runs to its end. */
    static BenchProcess run(Path directory, String... arguments) throws IOException, InterruptedException {
        return ended(begin(directory, arguments), directory);
    }

    /** Waits for the end of one that was begun in this directory. */
    static BenchProcess ended(Process process, Path directory) throws IOException, InterruptedException {
        try {
            boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            String err = Files.readString(directory.resolve("err"));
            assertThat(ended).as(err).isTrue();
            return new BenchProcess(process.exitValue(), Files.readString(directory.resolve("out")), err);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts one, which writes to the files {@code out} and {@code err}. */
    static Process begin(Path directory, String... arguments) throws IOException {
        List<String> command = JarCommand.with(List.of());
        command.add("bench");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    JsonObject json() {
        return new JsonObject(out);
    }

    long connection(String name) {
        return json().getJsonObject("connections").getLong(name);
    }

    long recovery(String name) {
        return json().getJsonObject("recovery").getLong(name);
    }

    long traffic(String name) {
        return json().getJsonObject("traffic").getLong(name);
    }
}
