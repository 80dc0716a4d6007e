package io.carillon.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/**
 * Where signatures are verified that take too long for an event loop. A verification costs the sender of a token
 * nothing and the server a millisecond or two, hence few threads, shared by the process, so that no flood takes the
 * processors from the event loops; and a bounded number of waiting tokens, so that none takes the memory.
 *
 * <p>Belongs to one event loop.
 */
final class SlowLane {
    /** Of the threads, in each Vert.x. */
    static final String NAME = "carillon-signatures";

    /** About half a second of work for one thread. */
    static final int MAX_PENDING = 256;

    private final WorkerExecutor threads;
    private int pending;

    SlowLane(Vertx vertx) {
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = vertx.createSharedWorkerExecutor(NAME, count);
    }

    /** Completes on the caller's context; fails with {@link AuthenticatorBusyException} when too many wait. */
    Future<Boolean> verify(Callable<Boolean> verification) {
        if (pending >= MAX_PENDING) {
            return Future.failedFuture(new AuthenticatorBusyException());
        }
        pending++;
        return threads.executeBlocking(verification, false).onComplete(done -> pending--);
    }
}
