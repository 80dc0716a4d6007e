package io.carillon.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.function.Function;

/** An event loop for a test: a verticle that does what it is told. */
public final class Loop extends VerticleBase {
    public static Loop start(Vertx vertx) {
        Loop loop = new Loop();
        Await.result(vertx.deployVerticle(loop));
        return loop;
    }

    /** Runs on the loop; the outcome can be awaited from anywhere. */
    public <T> Future<T> ask(Function<Context, Future<T>> action) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(ignored -> action.apply(context).onComplete(promise));
        return promise.future();
    }

    /** Runs on the loop and gives what it returned. */
    public <T> T get(Function<Context, T> action) {
        return Await.result(ask(context -> Future.succeededFuture(action.apply(context))));
    }
}
