package io.carillon.ops.api;

import io.carillon.json.StrictJson;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** All calls there are, found by method and path. On the event loop of the ops verticle. */
public final class Api {
    private record Room(Endpoint endpoint, PathTemplate path) {}

    private record Match(Endpoint endpoint, Map<String, String> names) {}

    private final List<Room> rooms = new ArrayList<>();
    private final Map<Integer, CurrentJson> readers = new HashMap<>();
    private final IntSupplier jsonDepth;

    /** @param jsonDepth levels of nesting of a body, when it is asked */
    public Api(IntSupplier jsonDepth) {
        this.jsonDepth = jsonDepth;
    }

    public void add(List<Endpoint> endpoints) {
        endpoints.forEach(endpoint -> rooms.add(new Room(endpoint, new PathTemplate(endpoint.path()))));
    }

    public List<Endpoint> endpoints() {
        return rooms.stream().map(Room::endpoint).toList();
    }

    /**
     * Answers a request; fails with what the endpoint fails with, with {@link ErrorCode#NOT_FOUND} when there is none for its
     * path, and with {@link ErrorCode#METHOD_NOT_ALLOWED} when none of those has its method.
     *
     * @param path without the query, not decoded: its characters are the bytes that were sent
     * @param query null when there is none, not decoded
     */
    Future<Reply> answer(HttpMethod method, String path, String query, byte[] body) {
        try {
            Match match = match(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method, path);
            Endpoint endpoint = match.endpoint();
            Call call = new Call(
                    match.names(),
                    parameters(query),
                    fields(endpoint, body),
                    endpoint.method().equals(HttpMethod.DELETE));
            return endpoint.answer().apply(call);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private Match match(HttpMethod method, String path) {
        List<String> segments = PathTemplate.decoded(path);
        List<Match> matches = new ArrayList<>();
        for (Room room : rooms) {
            Optional<Map<String, String>> names = room.path().match(segments);
            names.ifPresent(found -> matches.add(new Match(room.endpoint(), found)));
        }
        if (matches.isEmpty()) {
            throw new ProtocolException(ErrorCode.NOT_FOUND);
        }
        return matches.stream()
                .filter(match -> match.endpoint().method().equals(method))
                .findFirst()
                .orElseThrow(() -> new MethodNotAllowedException(matches.stream()
                        .map(match -> match.endpoint().method().name())
                        .toList()));
    }

    /** What a GET has for a body means nothing (RFC 9110, section 9.3.1). */
    private Fields fields(Endpoint endpoint, byte[] body) {
        StrictJson json = readers.computeIfAbsent(
                        endpoint.levels(), levels -> new CurrentJson(jsonDepth, endpoint.levels()))
                .get();
        Fields fields = Fields.ofBody(json, endpoint.method().equals(HttpMethod.GET) ? new byte[0] : body);
        fields.require(endpoint.fields());
        return fields;
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = PathTemplate.decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : PathTemplate.decode(pair.substring(equals + 1));
            parameters.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        }
        return parameters;
    }
}
