package io.carillon.chaos;

import io.carillon.chaos.check.Event;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One node, and the two pieces of network beside it: between its clients and it, and between it and Redis. */
final class Node implements AutoCloseable {
    private static final int ANSWER_MILLIS = 2_000;

    private final int index;
    private final int opsPort;
    private final Child process;
    private final Proxy clients;
    private final Proxy broker;

    /** @param program starts Carillon; arguments are appended */
    Node(int index, Places places, Store store, List<String> program, Path directory, Journals journals)
            throws IOException {
        this.index = index;
        Places.Place place = places.of(index);
        opsPort = place.ops();
        Path conf = directory.resolve("node" + index + ".json");
        Files.writeString(conf, places.conf(index, store).encodePrettily());
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("run", "-instances", "2", "-cluster", "-conf", conf.toString()));
        process = new Child(command, directory, directory.resolve("node" + index + ".log"));
        clients = new Proxy(place.door(), place.server(), () -> {});
        broker = new Proxy(
                place.broker(),
                places.redis(),
                () -> journals.write(new Event.Dialled(System.currentTimeMillis(), index)));
        process.start();
    }

    int index() {
        return index;
    }

    Child process() {
        return process;
    }

    Proxy clients() {
        return clients;
    }

    Proxy broker() {
        return broker;
    }

    /** Whether it says that it would serve. */
    boolean isReady() {
        HttpURLConnection connection = null;
        try {
            URI address = URI.create("http://127.0.0.1:" + opsPort + "/health/ready");
            connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException silent) {
            return false;
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.kill();
        clients.close();
        broker.close();
    }
}
