package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the load generator through the jar that the build made. */
record BenchProcess(int exitCode, String out, String err) {
    private static final long DEADLINE_SECONDS = 90;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Runs to its end. */
    static BenchProcess run(Path directory, String... arguments) throws IOException, InterruptedException {
        Process process = begin(directory, arguments);
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new BenchProcess(
                    process.exitValue(),
                    Files.readString(directory.resolve("out")),
                    Files.readString(directory.resolve("err")));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts one, which writes to the files {@code out} and {@code err}. */
    static Process begin(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-jar", System.getProperty("carillon.jar"), "bench"));
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
