package io.carillon;

import io.carillon.metrics.Meters;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one verticle. A verticle has failed when an exception escaped on its event loop outside of any one
 * connection: what it knows may be wrong, so it is undeployed, which closes its clients so that they reconnect, and a new
 * one takes its place after a pause that grows with each failure.
 *
 * <p>Guarded by its own lock, since failures come from the verticle's event loop and orders from the main thread.
 */
final class Post {
    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    /** After this long without a failure the next one counts as the first. */
    private static final long GOOD_CONDUCT_MILLIS = 60_000;

    private final Vertx vertx;
    private final Meters meters;
    private final String name;
    private final Supplier<? extends Deployable> verticles;
    private String deployment;
    private boolean closed;
    private int failures;
    private long lastFailure;

    Post(Vertx vertx, Meters meters, String name, Supplier<? extends Deployable> verticles) {
        this.vertx = vertx;
        this.meters = meters;
        this.name = name;
        this.verticles = verticles;
    }

    String name() {
        return name;
    }

    synchronized boolean isUp() {
        return deployment != null;
    }

    /** Fails also when the verticle cannot even be made. */
    Future<Post> open() {
        return Future.succeededFuture().compose(ready -> deploy());
    }

    private Future<Post> deploy() {
        Watched verticle = new Watched(verticles.get());
        return vertx.deployVerticle(verticle).map(id -> taken(verticle, id));
    }

    /** Whoever has failed while it started can be taken down only now. */
    private synchronized Post taken(Watched verticle, String id) {
        if (closed) {
            vertx.undeploy(id);
            return this;
        }
        deployment = id;
        if (verticle.failed) {
            replace();
        }
        return this;
    }

    /** Undeploys the verticle for good. */
    synchronized Future<Void> close() {
        closed = true;
        String last = deployment;
        deployment = null;
        return last == null ? Future.succeededFuture() : vertx.undeploy(last);
    }

    /** Only the first failure of a verticle counts; what follows while it is taken down is its consequence. */
    private synchronized void onFailure(Watched verticle, Throwable failure) {
        if (closed || verticle.failed) {
            return;
        }
        verticle.failed = true;
        meters.verticleRestarted(name);
        LOG.atError().addKeyValue("verticle", name).setCause(failure).log("A verticle failed; restarting it");
        if (deployment != null) {
            replace();
        }
    }

    private void replace() {
        String broken = deployment;
        deployment = null;
        vertx.undeploy(broken).onComplete(done -> pauseAndOpen());
    }

    private synchronized void pauseAndOpen() {
        long now = System.currentTimeMillis();
        failures = now - lastFailure > GOOD_CONDUCT_MILLIS ? 0 : failures + 1;
        lastFailure = now;
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 7));
        vertx.setTimer(pause, timer -> openAgain());
    }

    private synchronized void openAgain() {
        if (!closed) {
            open().onFailure(failure -> {
                LOG.atError()
                        .addKeyValue("verticle", name)
                        .setCause(failure)
                        .log("Restarting a verticle failed; trying again");
                pauseAndOpen();
            });
        }
    }

    /** A verticle whose escaping exceptions are reported to its post. */
    private final class Watched implements Deployable {
        private final Deployable verticle;
        private boolean failed;

        Watched(Deployable verticle) {
            this.verticle = verticle;
        }

        @Override
        public Future<?> deploy(Context context) throws Exception {
            context.exceptionHandler(failure -> onFailure(this, failure));
            return verticle.deploy(context);
        }

        @Override
        public Future<?> undeploy(Context context) throws Exception {
            return verticle.undeploy(context);
        }
    }
}
