package io.carillon.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that can be started again and treated badly. Its output is appended to a log. */
final class Child {
    private static final Duration END = Duration.ofSeconds(30);

    private final List<String> command;
    private final Path directory;
    private final Path log;
    private Process process;

    Child(List<String> command, Path directory, Path log) {
        this.command = command;
        this.directory = directory;
        this.log = log;
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; the process is gone afterwards. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; the process is gone afterwards, whatever it takes. */
    void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** SIGSTOP. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(pid())).start().waitFor();
    }
}
