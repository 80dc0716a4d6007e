package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.redis.Subscription.State;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What this node wants to hear, set against what Redis has confirmed. Callers change the wish; the difference is sent,
 * one command under way per channel; each confirmation is set against the wish again. So any order of wishes ends right.
 *
 * <p>Time is counted in the caller's ticks.
 */
final class Subscriptions {
    /** The channels that a connection has to be told of. */
    record Changes(List<Buffer> subscribe, List<Buffer> unsubscribe) {}

    private record Deadline(Subscription subscription, Promise<Void> caller, long tick) {}

    private final String prefix;
    private final Map<Buffer, Subscription> byName = new HashMap<>();
    private final ArrayDeque<Subscription> changed = new ArrayDeque<>();
    private final ArrayDeque<Deadline> deadlines = new ArrayDeque<>();
    private int recovering;

    /** @param prefix stands before a channel's name in Redis */
    Subscriptions(String prefix) {
        this.prefix = prefix;
    }

    /** @param deadline the tick from which on an unconfirmed wish has failed; not before that of an earlier call */
    Future<Void> want(ChannelName channel, long deadline) {
        Subscription subscription = byName.computeIfAbsent(name(channel), name -> new Subscription(channel, name));
        Promise<Void> caller = Promise.promise();
        subscription.wanted = true;
        subscription.waiting = caller;
        deadlines.add(new Deadline(subscription, caller, deadline));
        settle(subscription);
        return caller.future();
    }

    void giveUp(ChannelName channel) {
        Subscription subscription = byName.get(name(channel));
        if (subscription != null) {
            giveUp(subscription, "The channel was given up");
        }
    }

    private void giveUp(Subscription subscription, String reason) {
        subscription.wanted = false;
        subscription.fail(new BrokerUnavailableException(reason));
        settle(subscription);
    }

    /** The wanted channel of that name, or null. */
    ChannelName wanted(Buffer name) {
        Subscription subscription = byName.get(name);
        return subscription != null && subscription.wanted ? subscription.channel : null;
    }

    boolean hasChanges() {
        return !changed.isEmpty();
    }

    /** The commands to be sent now; their channels are under way from here on. */
    Changes takeChanges() {
        Changes changes = new Changes(new ArrayList<>(), new ArrayList<>());
        for (Subscription next = changed.poll(); next != null; next = changed.poll()) {
            if (next.wanted && next.state == State.ABSENT) {
                next.state = State.SUBSCRIBING;
                changes.subscribe().add(next.name);
            } else if (next.state == State.UNKNOWN || !next.wanted && next.state == State.SUBSCRIBED) {
                next.state = State.UNSUBSCRIBING;
                changes.unsubscribe().add(next.name);
            } else {
                settle(next);
            }
        }
        return changes;
    }

    /** Redis has confirmed a SUBSCRIBE. */
    void subscribed(Buffer name) {
        Subscription subscription = byName.get(name);
        if (subscription != null && subscription.state == State.SUBSCRIBING) {
            subscription.state = State.SUBSCRIBED;
            recovered(subscription);
            settle(subscription);
        }
    }

    /** Redis has confirmed an UNSUBSCRIBE. */
    void unsubscribed(Buffer name) {
        Subscription subscription = byName.get(name);
        if (subscription != null && subscription.state == State.UNSUBSCRIBING) {
            subscription.state = State.ABSENT;
            settle(subscription);
        }
    }

    /** Fails the wishes whose time is over. Redis is told to forget them, whether or not it had understood. */
    void expire(long tick) {
        while (!deadlines.isEmpty() && isOver(deadlines.peek(), tick)) {
            Subscription subscription = deadlines.peek().subscription();
            boolean expired = subscription.waiting == deadlines.poll().caller();
            if (expired) {
                if (subscription.state == State.SUBSCRIBING) {
                    subscription.state = State.UNKNOWN;
                }
                giveUp(subscription, "Redis did not confirm the channel within the deadline");
            }
        }
    }

    private static boolean isOver(Deadline deadline, long tick) {
        return deadline.caller() != deadline.subscription().waiting || deadline.tick() <= tick;
    }

    /** The connection is lost: who waits for a confirmation is told, what was confirmed is still wanted. */
    void disconnected() {
        changed.clear();
        deadlines.clear();
        recovering = 0;
        for (Subscription subscription : List.copyOf(byName.values())) {
            subscription.state = State.ABSENT;
            subscription.recovering = false;
            if (subscription.waiting != null) {
                giveUp(subscription, "The connection to Redis was lost");
            } else if (!subscription.wanted) {
                byName.remove(subscription.name, subscription);
            }
        }
    }

    /** There is a new connection, to which no channel is known. */
    void connected() {
        for (Subscription subscription : byName.values()) {
            subscription.recovering = true;
            changed.add(subscription);
        }
        recovering = changed.size();
    }

    /** Whether channels of an earlier connection are not yet confirmed on this one. */
    boolean isRecovering() {
        return recovering > 0;
    }

    private void recovered(Subscription subscription) {
        if (subscription.recovering) {
            subscription.recovering = false;
            recovering--;
        }
    }

    private void settle(Subscription subscription) {
        boolean commandUnderWay = subscription.state == State.SUBSCRIBING || subscription.state == State.UNSUBSCRIBING;
        if (!subscription.isSettled()) {
            if (!commandUnderWay) {
                changed.add(subscription);
            }
            return;
        }
        recovered(subscription);
        if (subscription.wanted) {
            subscription.complete();
        } else {
            byName.remove(subscription.name, subscription);
        }
    }

    private Buffer name(ChannelName channel) {
        return Buffer.buffer(prefix + channel.value());
    }
}
