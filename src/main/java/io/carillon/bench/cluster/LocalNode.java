package io.carillon.bench.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** One node in a process of its own, which can be killed and started again. */
public final class LocalNode {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final NodeFile file;
    private final List<String> command;
    private final Path log;
    private final HttpClient http;
    private Process process;

    /** @param command that starts it */
    LocalNode(NodeFile file, List<String> command, Path log, HttpClient http) throws IOException {
        this.file = file;
        this.command = command;
        this.log = log;
        this.http = http;
        start();
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Where clients connect. */
    public String url() {
        return "ws://" + address() + "/ws";
    }

    /** As the nodes name each other. */
    String address() {
        return "127.0.0.1:" + file.port();
    }

    public long pid() {
        return process.pid();
    }

    /** Whether it says that it would serve. */
    public boolean isReady() throws InterruptedException {
        return get("/health/ready").isPresent();
    }

    /** The body of a good answer of the ops listener. */
    Optional<String> get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + file.opsPort() + path))
                .header("X-API-Key", file.key())
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(response).filter(each -> each.statusCode() == OK).map(HttpResponse::body);
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** SIGKILL; the process is gone afterwards, and its sockets with it. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Its exit code; nothing when it does not end in time. */
    public OptionalInt exitCode(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }
}
