package io.carillon.ops.api;

import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All calls there are, found by method and path. On the event loop of the ops verticle. */
public final class Api {
    private record Room(Endpoint endpoint, PathTemplate path) {}

    private final List<Room> rooms = new ArrayList<>();

    public void add(List<Endpoint> endpoints) {
        endpoints.forEach(endpoint -> rooms.add(new Room(endpoint, new PathTemplate(endpoint.path()))));
    }

    public List<Endpoint> endpoints() {
        return rooms.stream().map(Room::endpoint).toList();
    }

    /**
     * Answers a request; fails with what the endpoint fails with, and with {@link ErrorCode#NOT_FOUND} when there is none
     * for it.
     *
     * @param path without the query, not decoded
     * @param query null when there is none, not decoded
     */
    Future<Reply> answer(HttpMethod method, String path, String query, byte[] body) {
        try {
            for (Room room : rooms) {
                Optional<Map<String, String>> names =
                        room.endpoint().method().equals(method) ? room.path().match(path) : Optional.empty();
                if (names.isPresent()) {
                    return room.endpoint().answer().apply(new Call(names.get(), parameters(query), body));
                }
            }
            return Future.failedFuture(new ProtocolException(ErrorCode.NOT_FOUND));
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.put(
                    PathTemplate.decode(name), equals < 0 ? "" : PathTemplate.decode(pair.substring(equals + 1)));
        }
        return parameters;
    }
}
