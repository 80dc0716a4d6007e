package io.carillon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Redis on a port of its own on loopback, that can be killed, stopped and started again. */
public final class RedisProcess implements AutoCloseable {
    private final RedisProgram program;
    private final int port;
    private final List<String> arguments;
    private Process process;

    /** @param arguments the whole command line; has to agree with the port */
    RedisProcess(RedisProgram program, int port, List<String> arguments) {
        this.program = program;
        this.port = port;
        this.arguments = arguments;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** @param options more arguments of the command line, such as {@code --requirepass x} */
    public static RedisProcess start(String... options) {
        return start(RedisProgram.BUNDLED, options);
    }

    public static RedisProcess start(RedisProgram program, String... options) {
        RedisProcess redis = reserve(program, Ports.free(), List.of(options));
        redis.restart();
        return redis;
    }

    /** The program, for those who start it themselves. */
    public static String program() {
        return RedisProgram.BUNDLED.path();
    }

    /** Has a port, but does not run before {@link #restart}. */
    public static RedisProcess reserve(String... options) {
        return reserve(RedisProgram.BUNDLED, Ports.free(), List.of(options));
    }

    static RedisProcess reserve(RedisProgram program, int port, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        arguments.addAll(List.of("--save", "", "--appendonly", "no", "--dbfilename", port + ".rdb"));
        arguments.addAll(List.of("--dir", System.getProperty("java.io.tmpdir")));
        arguments.addAll(options);
        return new RedisProcess(program, port, arguments);
    }

    /** Starts it again, empty, on the same port. */
    public void restart() {
        launch();
        Await.until("Redis answers", this::answers);
    }

    /** Starts it and does not wait until it answers. */
    void launch() {
        List<String> command = new ArrayList<>(List.of(program.path()));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean answers() {
        try {
            command("PING");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    public long pid() {
        return process.pid();
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
}
