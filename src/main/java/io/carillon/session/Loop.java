package io.carillon.session;

import io.carillon.config.LimitsConfig;
import io.carillon.metrics.Meters;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;

/** What all connections of one event loop share, and only that event loop touches. */
record Loop(
        ContextInternal context,
        Turn turn,
        Scratch scratch,
        Deflate deflate,
        Laggards laggards,
        LimitsConfig limits,
        int maxMessageSize,
        Meters meters,
        Clock clock) {}
