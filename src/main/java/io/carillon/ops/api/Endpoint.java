package io.carillon.ops.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/**
 * One call of the API.
 *
 * @param path segments between slashes; one in braces stands for any text, and names it
 * @param answer may throw, or fail with, a {@code ProtocolException}: its error code is the status
 */
public record Endpoint(HttpMethod method, String path, Function<Call, Future<Reply>> answer) {
    public static Endpoint get(String path, Function<Call, Future<Reply>> answer) {
        return new Endpoint(HttpMethod.GET, path, answer);
    }

    public static Endpoint post(String path, Function<Call, Future<Reply>> answer) {
        return new Endpoint(HttpMethod.POST, path, answer);
    }

    public static Endpoint put(String path, Function<Call, Future<Reply>> answer) {
        return new Endpoint(HttpMethod.PUT, path, answer);
    }

    public static Endpoint delete(String path, Function<Call, Future<Reply>> answer) {
        return new Endpoint(HttpMethod.DELETE, path, answer);
    }
}
