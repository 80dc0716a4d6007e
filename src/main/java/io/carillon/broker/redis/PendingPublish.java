package io.carillon.broker.redis;

import io.carillon.channel.ChannelName;
import io.vertx.core.Promise;

/**
 * A publish that Redis has not acknowledged.
 *
 * @param askedAt {@link System#nanoTime()} of the call
 */
record PendingPublish(ChannelName channel, byte[] text, Promise<Void> promise, long askedAt) {}
