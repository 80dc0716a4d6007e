package io.carillon.chaos;

import io.carillon.testing.Await;
import io.carillon.testing.RedisProgram;
import io.carillon.testing.RedisSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A Redis that can be made to forget: everything, or what it has heard since a snapshot. */
final class Redis implements Store {
    private final int port;
    private final Child process;
    private final Path data;
    private final Path snapshot;

    Redis(Path directory, int port) throws IOException {
        this.port = port;
        data = directory.resolve("redis.rdb");
        snapshot = directory.resolve("snapshot.rdb");
        List<String> command = new ArrayList<>(List.of(RedisProgram.newest().path(), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        command.addAll(List.of("--dbfilename", data.getFileName().toString()));
        process = new Child(command, directory, directory.resolve("redis.log"));
        startAgain();
    }

    private void startAgain() throws IOException {
        process.start();
        Await.until("Redis answers", this::answers);
    }

    private boolean answers() {
        try {
            return command("PING").equals("PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    Child process() {
        return process;
    }

    /** A String, a Long, a List of these, or null. */
    Object command(String... words) throws IOException {
        try (RedisSocket socket = new RedisSocket(port)) {
            return socket.command(words);
        }
    }

    /** Keeps what there is now. */
    void takeSnapshot() throws IOException {
        command("SAVE");
        Files.copy(data, snapshot, StandardCopyOption.REPLACE_EXISTING);
    }

    /** After it was killed: starts with what was there at the snapshot. */
    void startWithSnapshot() throws IOException {
        Files.copy(snapshot, data, StandardCopyOption.REPLACE_EXISTING);
        startAgain();
    }

    /** After it was killed: starts with nothing. */
    void startEmpty() throws IOException {
        Files.deleteIfExists(data);
        startAgain();
    }

    @Override
    public JsonObject conf(int road) {
        return new JsonObject().put("endpoints", new JsonArray().add("redis://127.0.0.1:" + road));
    }

    @Override
    public List<Long> pids() {
        return List.of(process.pid());
    }

    @Override
    public List<Integer> masters() {
        return List.of(port);
    }

    @Override
    public void close() {
        process.kill();
    }
}
