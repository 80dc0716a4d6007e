package io.carillon.broker.redis;

import io.carillon.channel.ChannelName;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** One channel on the way between what this node wants and what Redis has confirmed. */
final class Subscription {
    /** What Redis does for the channel. While a command is under way, no other is sent for the same channel. */
    enum State {
        ABSENT,
        SUBSCRIBING,
        SUBSCRIBED,
        UNSUBSCRIBING,
        /** Redis was asked and has not answered in time; it has to be told to forget the channel. */
        UNKNOWN
    }

    final ChannelName channel;
    /** The channel's name in Redis. */
    final Buffer name;

    State state = State.ABSENT;
    boolean wanted;
    /** Whether it was heard before, on another connection or at another master, and is not yet confirmed here. */
    boolean recovering;
    /** Whether Redis does not keep it here, so that it is not asked for before more is known. */
    boolean refused;
    /** Of the caller who waits for the confirmation, or null. */
    Promise<Void> waiting;

    Subscription(ChannelName channel, Buffer name) {
        this.channel = channel;
        this.name = name;
    }

    boolean isUnderWay() {
        return state == State.SUBSCRIBING || state == State.UNSUBSCRIBING;
    }

    boolean isSettled() {
        return wanted ? state == State.SUBSCRIBED : state == State.ABSENT;
    }

    void complete() {
        Promise<Void> caller = waiting;
        waiting = null;
        if (caller != null) {
            caller.tryComplete();
        }
    }

    void fail(RuntimeException reason) {
        Promise<Void> caller = waiting;
        waiting = null;
        if (caller != null) {
            caller.tryFail(reason);
        }
    }
}
