package io.carillon.broker;

import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;

/**
 * Who is in a channel, asked for by many at once: one reading of a channel is under way, and all who ask meanwhile share
 * the next one. So nobody gets an answer that was read before the question. Belongs to one event loop.
 */
final class Questions {
    private final PresenceStore store;
    /** By channel with a reading under way, the promise of the next one; its future has nobody yet when none is asked. */
    private final Map<ChannelName, Next> readings = new HashMap<>();

    private static final class Next {
        Promise<Attendance> promise;
    }

    Questions(PresenceStore store) {
        this.store = store;
    }

    Future<Attendance> ask(ChannelName channel) {
        Next next = readings.get(channel);
        if (next == null) {
            readings.put(channel, new Next());
            return read(channel);
        }
        if (next.promise == null) {
            next.promise = Promise.promise();
        }
        return next.promise.future();
    }

    private Future<Attendance> read(ChannelName channel) {
        return store.read(channel).onComplete(done -> readNext(channel));
    }

    private void readNext(ChannelName channel) {
        Next next = readings.get(channel);
        if (next.promise == null) {
            readings.remove(channel);
        } else {
            Promise<Attendance> promise = next.promise;
            next.promise = null;
            read(channel).onComplete(promise);
        }
    }
}
