package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.JarCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands through the jar that the build made. */
class CommandLineIT {
    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    Path directory;

    private record Result(int exitCode, String out, String err) {}

    @Test
    void theVersionIsPrinted() throws Exception {
        assertThat(carillon("version"))
                .satisfies(result -> assertThat(result.exitCode).isZero())
                .satisfies(result -> assertThat(result.out).matches("Carillon [0-9.]+\\R"))
                .satisfies(result -> assertThat(result.err).isEmpty());
    }

    @Test
    void problemsAreLinesOnTheErrorOutput() throws Exception {
        Path file = Files.writeString(directory.resolve("c.json"), "{\"server\": {\"port\": -1}, \"oops\": 1}");
        for (String command : List.of("check-config", "run")) {
            assertThat(carillon(command, "-conf", file.toString())).isEqualTo(new Result(2, "", """
                            server.port: must be a whole number from 0 to 65535, not -1
                            oops: unknown key, the nearest known one is "ops"
                            """));
        }
    }

    @Test
    void aTokenIsAllThatIsPrinted() throws Exception {
        Result result = carillon("token", "-conf", "conf/cluster/node1.json", "--user", "ann", "--all");
        assertThat(result.exitCode).isZero();
        assertThat(result.out).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\R");
        assertThat(result.err).isEmpty();
    }

    /** The shell writes the bytes, whatever the locale of the tests. */
    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=POSIX", "LC_ALL=C", "JAVA_TOOL_OPTIONS=-Dfile.encoding=ISO-8859-1"})
    void aSecretThatTheLocaleCannotReadIsAProblem(String locale) throws Exception {
        Path file = Files.writeString(directory.resolve("c.json"), "{\"auth\": {\"secret\": \"${KEY}\"}}");
        String command =
                "export " + locale + " KEY=$(printf 'a secret with an \\303\\274, of 32 bytes and more'); exec \"$@\"";
        List<String> run = new ArrayList<>(List.of("env", "-u", "LC_ALL", "sh", "-c", command, "sh"));
        run.addAll(JarCommand.with(List.of()));
        run.addAll(List.of("check-config", "-conf", file.toString()));
        Result result = run(new ProcessBuilder(run));
        assertThat(result.exitCode).isEqualTo(2);
        assertThat(result.err)
                .contains("auth.secret: the environment variable KEY has characters that this process cannot read")
                .doesNotContain("a secret");
    }

    private Result carillon(String... arguments) throws IOException, InterruptedException {
        List<String> command = JarCommand.with(List.of());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CARILLON_SECRET", "01234567890123456789012345678901");
        builder.environment().put("CARILLON_API_KEY", "0123456789abcdef0123456789abcdef");
        return run(builder);
    }

    private Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
