package io.carillon.bench.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Redis that keeps nothing on disk. */
public final class LocalRedis {
    private static final String PROGRAM = "redis-server";
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Process process;
    private final int port;

    LocalRedis(Path program, Path directory, int port) throws IOException {
        this.port = port;
        List<String> command = new ArrayList<>(List.of(program.toString(), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
    }

    /**
     * Where the program is.
     *
     * @param given absent: it is looked for on the path
     * @throws IllegalArgumentException when it is not there; the message says how to get it
     */
    public static Path find(Optional<Path> given) {
        if (given.isPresent()) {
            return given.filter(Files::isExecutable)
                    .map(Path::toAbsolutePath)
                    .orElseThrow(() -> new IllegalArgumentException(given.get() + " is not a program"));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no redis-server on the path: install it"
                        + " (Debian, Ubuntu: apt install redis-server; macOS: brew install redis),"
                        + " or say where it is with --redis-server"));
    }

    public long pid() {
        return process.pid();
    }

    String endpoint() {
        return "redis://127.0.0.1:" + port;
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isReady() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(PING);
            return Arrays.equals(socket.getInputStream().readNBytes(PONG.length), PONG);
        } catch (IOException notYet) {
            return false;
        }
    }

    void end() {
        process.destroyForcibly().onExit().join();
    }
}
