package io.carillon.session;

import io.carillon.config.LimitsConfig;
import io.carillon.metrics.Meters;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;

/** What all connections of one event loop share, and only that event loop touches. */
record Loop(
        ContextInternal context,
        Turn turn,
        Scratch scratch,
        Deflate deflate,
        Laggards laggards,
        Limits current,
        int maxMessageSize,
        Meters meters,
        Clock clock) {
    private static final int MAX_HIGH_WATER_MARK = 64 * 1024;

    /** Those that hold now; not to be kept. */
    LimitsConfig limits() {
        return current.now();
    }

    /** From now on these hold. */
    void limits(LimitsConfig next) {
        current.become(next);
        laggards.timeout(next.pendingTimeout());
    }

    /** Unsent bytes of a socket from which on frames are held back for it, and below which it gets them again. */
    WriteBufferWaterMark waterMark() {
        int high = Math.min(MAX_HIGH_WATER_MARK, Math.max(1, limits().pendingBytes() / 2));
        return new WriteBufferWaterMark(high / 2, high);
    }
}
