package io.carillon.testing;

import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node in a process of its own, started from the fat jar in an empty directory; ended by {@link #close}. */
public final class CarillonProcess implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Tokens tokens = new Tokens(NodeConf.SECRET);
    private final NodeConf conf;
    private final Path directory;
    private final Process process;

    private CarillonProcess(NodeConf conf, List<String> wrapper, List<String> jvmArguments, List<String> arguments)
            throws IOException {
        this.conf = conf;
        directory = Files.createTempDirectory("carillon");
        Files.writeString(directory.resolve("conf.json"), conf.text());
        // A test run that ignores a signal, as under nohup or in the background, would hand that down, and a JVM leaves
        // it so.
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of("env", "--default-signal=HUP,INT,TERM"));
        command.addAll(JarCommand.with(jvmArguments));
        command.addAll(List.of("-instances", "2", "-conf", "conf.json"));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("output").toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
    }

    /** Starts a node and waits until it is ready. */
    public static CarillonProcess start(NodeConf conf) {
        return start(conf, "-Xmx256m");
    }

    public static CarillonProcess start(NodeConf conf, String... jvmArguments) {
        return begin(conf, List.of(jvmArguments), List.of()).awaitReady();
    }

    /**
     * Begins to start a node and waits for nothing.
     *
     * @param arguments of the command line, beside those that every node gets
     */
    public static CarillonProcess launch(NodeConf conf, String... arguments) {
        return begin(conf, List.of("-Xmx256m"), List.of(arguments));
    }

    /** The same with flags of the JVM. */
    public static CarillonProcess launch(NodeConf conf, List<String> jvmArguments, String... arguments) {
        return begin(conf, jvmArguments, List.of(arguments));
    }

    static CarillonProcess begin(NodeConf conf, List<String> jvmArguments, List<String> arguments) {
        try {
            return new CarillonProcess(conf, List.of(), jvmArguments, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns this node when it is ready; ends it when that takes too long. */
    public CarillonProcess awaitReady() {
        try {
            Await.until("the node is ready", DEADLINE, this::isReady);
            return this;
        } catch (AssertionError notReady) {
            String state = health() + "\n" + output() + errors();
            close();
            throw new AssertionError(notReady.getMessage() + ": " + state, notReady);
        }
    }

    /** Starts a node that may have this many open files, and waits until it is ready. */
    public static CarillonProcess startWithOpenFiles(NodeConf conf, int files) {
        List<String> wrapper = List.of("sh", "-c", "ulimit -n " + files + "; exec \"$@\"", "sh");
        try {
            return new CarillonProcess(conf, wrapper, List.of("-Xmx256m"), List.of()).awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it was started with. */
    public NodeConf conf() {
        return conf;
    }

    /** Writes its configuration file anew; it takes notice when it is told to. */
    public void rewrite(NodeConf next) {
        try {
            Files.writeString(directory.resolve("conf.json"), next.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGHUP. */
    public void hangUp() {
        signal("-HUP");
    }

    /** Sends SIGINT, as Ctrl-C does. */
    public void interrupt() {
        signal("-INT");
    }

    public int port() {
        return conf.port("server");
    }

    public int opsPort() {
        return conf.port("ops");
    }

    /** Makes tokens that this node accepts. */
    public Tokens tokens() {
        return tokens;
    }

    /** What the process wrote to its standard output until now, the log among it. */
    public String output() {
        return read("output");
    }

    /** What the process wrote to its error output until now. */
    public String errors() {
        return read("errors");
    }

    private String read(String stream) {
        try {
            return Files.readString(directory.resolve(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A raw client that has connected with this token; the welcome is yet to be read. */
    public Dialogue raw(String token) {
        return new Dialogue(RawSocket.upgraded(port(), UpgradeRequest.to("/ws").bearer(token)));
    }

    /** A raw client with a small receive buffer that is subscribed to a channel, and will not be heard unless it reads. */
    public Dialogue slow(String channel) {
        return slow(channel, "slow");
    }

    /** The same as a user of its own, where there are many. */
    public Dialogue slow(String channel, String user) {
        RawSocket socket = RawSocket.connect(port(), 4096);
        socket.upgrade(UpgradeRequest.to("/ws").bearer(tokens.of(user)));
        Dialogue slow = new Dialogue(socket);
        slow.text();
        slow.send(Frame.text("{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}"));
        slow.text();
        return slow;
    }

    /** The sum of all metrics whose line begins so. */
    public double metric(String start) {
        return ops("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** GET on the ops listener with the API key. */
    public HttpResponse<String> ops(String path) {
        return request(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort() + path))
                .header("X-API-Key", NodeConf.API_KEY));
    }

    /** Any request to the ops listener with the API key. */
    public HttpResponse<String> ops(String method, String path, String body) {
        return request(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort() + path))
                .header("X-API-Key", NodeConf.API_KEY)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> request(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGSTOP: connections stay open and nothing answers. */
    public void pause() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("-CONT");
    }

    /** @param signal as {@code kill} takes it, such as {@code -INT} */
    public void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code; an error when the process does not end in time. */
    public int awaitExit() {
        if (!endsWithin(DEADLINE.toMillis())) {
            throw new AssertionError("still running after " + DEADLINE + ":\n" + output() + errors());
        }
        return process.exitValue();
    }

    private boolean endsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String health() {
        try {
            return ops("/health/ready").body();
        } catch (UncheckedIOException silent) {
            return "no answer";
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("exit code " + process.exitValue() + " instead of ready:\n" + output() + errors());
        }
        try {
            return ops("/health/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
            if (Files.notExists(directory)) {
                return;
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
