package io.carillon.session;

import io.carillon.metrics.Measure;
import io.carillon.metrics.Statistics;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.List;

/**
 * What remains to be done at the end of one turn of the event loop: words that others must have before a client can know of
 * them, channels that have something for their subscribers, and sockets that have something to flush. A lone message leaves
 * in the turn in which it came; under load a turn brings more of them, and they leave together. One per event loop.
 */
final class Turn {
    private final Context context;
    private final Statistics statistics;
    private final List<Runnable> words = new ArrayList<>();
    private final List<Subscribers> channels = new ArrayList<>();
    private final List<Outbox> outboxes = new ArrayList<>();
    private final List<ByteBuf> used = new ArrayList<>();
    private final Handler<Void> end = nothing -> end();
    private boolean scheduled;

    Turn(Context context, Statistics statistics) {
        this.context = context;
        this.statistics = statistics;
    }

    /** To be done before any socket is flushed. */
    void first(Runnable word) {
        words.add(word);
        schedule();
    }

    void fanOut(Subscribers channel) {
        channels.add(channel);
        schedule();
    }

    void flush(Outbox outbox) {
        outboxes.add(outbox);
        schedule();
    }

    /** Frames that outboxes may still point to; they are released when these have been flushed. */
    void release(ByteBuf frames) {
        used.add(frames);
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            context.runOnContext(end);
        }
    }

    private void fanOut() {
        long start = System.nanoTime();
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).fanOut();
        }
        channels.clear();
        statistics.record(Measure.FAN_OUT, System.nanoTime() - start);
    }

    /** Fanning out fills outboxes, so they come last. What a flushed socket makes room for is flushed here too. */
    private void end() {
        scheduled = false;
        for (int i = 0; i < words.size(); i++) {
            words.get(i).run();
        }
        words.clear();
        if (!channels.isEmpty()) {
            fanOut();
        }
        for (int i = 0; i < outboxes.size(); i++) {
            outboxes.get(i).flush();
        }
        outboxes.clear();
        for (int i = 0; i < used.size(); i++) {
            used.get(i).release();
        }
        used.clear();
    }
}
