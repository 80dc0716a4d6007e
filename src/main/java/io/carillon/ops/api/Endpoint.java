package io.carillon.ops.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.function.Function;

/**
 * One call of the API.
 *
 * @param path segments between slashes; one in braces stands for any text, and names it
 * @param answer may throw, or fail with, a {@code ProtocolException}: its error code is the status
 * @param fields the names that its body may have, and where it is a DELETE its query
 * @param levels of nesting that its body may have beyond those of any other
 */
public record Endpoint(
        HttpMethod method, String path, Function<Call, Future<Reply>> answer, Set<String> fields, int levels) {
    public static Endpoint get(String path, Function<Call, Future<Reply>> answer) {
        return new Endpoint(HttpMethod.GET, path, answer, Set.of(), 0);
    }

    public static Endpoint post(String path, Function<Call, Future<Reply>> answer, String... fields) {
        return new Endpoint(HttpMethod.POST, path, answer, Set.of(fields), 0);
    }

    public static Endpoint put(String path, Function<Call, Future<Reply>> answer, String... fields) {
        return new Endpoint(HttpMethod.PUT, path, answer, Set.of(fields), 0);
    }

    public static Endpoint delete(String path, Function<Call, Future<Reply>> answer, String... fields) {
        return new Endpoint(HttpMethod.DELETE, path, answer, Set.of(fields), 0);
    }
}
