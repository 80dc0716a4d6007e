package io.carillon.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a port of its own on loopback, that can be killed, stopped and started again. */
public final class RedisProcess implements AutoCloseable {
    private static final File BINARY = extract();

    private final int port;
    private final List<String> options;
    private Process process;

    private RedisProcess(int port, List<String> options) {
        this.port = port;
        this.options = options;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** @param options more arguments of the command line, such as {@code --requirepass x} */
    public static RedisProcess start(String... options) {
        RedisProcess redis = reserve(options);
        redis.restart();
        return redis;
    }

    /** The program, for those who start it themselves. */
    public static String program() {
        return BINARY.getAbsolutePath();
    }

    /** Has a port, but does not run before {@link #restart}. */
    public static RedisProcess reserve(String... options) {
        return new RedisProcess(freePort(), List.of(options));
    }

    /** Starts it again, empty, on the same port. */
    public void restart() {
        List<String> command = new ArrayList<>(List.of(BINARY.getAbsolutePath(), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("Redis answers", this::answers);
    }

    private boolean answers() {
        try {
            command("PING");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Sends one command on a connection of its own: a String, a Long, a List of these, or null. */
    public Object command(String... words) {
        try (RedisSocket socket = new RedisSocket(port)) {
            return socket.command(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One value of {@code INFO}. */
    public long info(String section, String key) {
        String line = command("INFO", section)
                .toString()
                .lines()
                .filter(text -> text.startsWith(key + ":"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.substring(key.length() + 1));
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    /** SIGSTOP: connections stay open and nothing answers. */
    public void pause() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            kill.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File extract() {
        try {
            return ExecutableProvider.newJarResourceProvider().get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
