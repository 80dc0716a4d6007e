package io.carillon.broker.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** A connection to Redis for one question. */
final class ShortConnection {
    private ShortConnection() {}

    /** Fails when there is no answer within the time, connecting included. */
    static Future<Response> ask(Vertx vertx, RedisOptions options, Request question, long millis) {
        Redis client = Redis.createClient(vertx, options);
        Promise<Response> answer = Promise.promise();
        long deadline = vertx.setTimer(Math.max(1, millis), id -> answer.tryFail("No answer within the deadline"));
        client.connect()
                .compose(connection -> connection.send(question))
                .onComplete(answer::tryComplete, answer::tryFail);
        return answer.future().onComplete(done -> {
            vertx.cancelTimer(deadline);
            client.close();
        });
    }
}
