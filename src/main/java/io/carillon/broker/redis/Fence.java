package io.carillon.broker.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends the connection before this one at Redis, too. What was sent there may still be on its way, and was refused
 * meanwhile: it must not be executed behind what is sent from now on. Redis knows a connection by its number and its
 * address, which together name no other one, also not of another server.
 */
final class Fence {
    private static final Pattern NAMES = Pattern.compile("\\bid=(\\d+) addr=(\\S+)");

    private String id;
    private String address;

    /**
     * Fails with the connection, or when it is not logged in. A user who may not ask for this has no fence.
     */
    Future<Void> raise(RedisConnection connection) {
        return endLast(connection)
                .compose(ended -> ask(connection, "INFO"))
                .onSuccess(this::remember)
                .mapEmpty();
    }

    private Future<Response> endLast(RedisConnection connection) {
        return id == null ? Future.succeededFuture() : ask(connection, "KILL", "ID", id, "ADDR", address);
    }

    private static Future<Response> ask(RedisConnection connection, String... words) {
        Request request = Request.cmd(Command.CLIENT);
        for (String word : words) {
            request.arg(word);
        }
        return connection
                .send(request)
                .recover(failure ->
                        RedisLink.isAnswer(failure) && RedisError.of(failure.getMessage()) != RedisError.NOAUTH
                                ? Future.succeededFuture()
                                : Future.failedFuture(failure));
    }

    private void remember(Response own) {
        Matcher names = NAMES.matcher(String.valueOf(own));
        if (names.find()) {
            id = names.group(1);
            address = names.group(2);
        }
    }
}
