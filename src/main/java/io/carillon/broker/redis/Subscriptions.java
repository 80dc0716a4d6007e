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
import java.util.function.Predicate;

/**
 * What this node wants to hear, set against what Redis has confirmed. Callers change the wish; the difference is sent,
 * one command under way per channel; each confirmation is set against the wish again. So any order of wishes ends right.
 *
 * <p>Time is counted in the caller's ticks.
 */
final class Subscriptions {
    /** The channels that a connection has to be told of. */
    record Changes(List<Buffer> subscribe, List<Buffer> unsubscribe) {}

    /** A channel on its way from one master to another; {@code caller} waits for the confirmation, or is null. */
    record Wish(ChannelName channel, Promise<Void> caller) {}

    private record Deadline(Subscription subscription, Promise<Void> caller, long tick) {}

    private final String prefix;
    private final Map<Buffer, Subscription> byName = new HashMap<>();
    private final ArrayDeque<Subscription> changed = new ArrayDeque<>();
    private final UnderWay underWay = new UnderWay();
    private final ArrayDeque<Subscription> refused = new ArrayDeque<>();
    private final ArrayDeque<Deadline> deadlines = new ArrayDeque<>();
    private int recovering;

    /** @param prefix stands before a channel's name in Redis */
    Subscriptions(String prefix) {
        this.prefix = prefix;
    }

    /** @param deadline the tick from which on an unconfirmed wish has failed; not before that of an earlier call */
    Future<Void> want(ChannelName channel, long deadline) {
        Promise<Void> caller = Promise.promise();
        adopt(new Wish(channel, caller), deadline);
        return caller.future();
    }

    /** Wants what was wanted elsewhere; without a caller it was heard there. Deadlines are those of {@link #want}. */
    void adopt(Wish wish, long deadline) {
        Subscription subscription =
                byName.computeIfAbsent(name(wish.channel()), name -> new Subscription(wish.channel(), name));
        subscription.wanted = true;
        if (wish.caller() == null) {
            recovering(subscription);
        } else {
            subscription.waiting = wish.caller();
            deadlines.add(new Deadline(subscription, wish.caller(), deadline));
        }
        settle(subscription);
    }

    /** Gives up the wanted channels that leave, without telling those who wait for them. */
    List<Wish> release(Predicate<ChannelName> leaving) {
        List<Wish> wishes = new ArrayList<>();
        for (Subscription subscription : List.copyOf(byName.values())) {
            if (subscription.wanted && leaving.test(subscription.channel)) {
                wishes.add(new Wish(subscription.channel, subscription.waiting));
                subscription.waiting = null;
                subscription.wanted = false;
                recovered(subscription);
                settle(subscription);
            }
        }
        return wishes;
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

    /**
     * The commands to be sent now, first those that unsubscribe; their channels are under way from here on.
     *
     * @param limit channels at most
     */
    Changes takeChanges(int limit) {
        Changes changes = new Changes(new ArrayList<>(), new ArrayList<>());
        List<Subscription> subscribing = new ArrayList<>();
        List<Subscription> unsubscribing = new ArrayList<>();
        for (int i = Math.min(limit, changed.size()); i > 0; i--) {
            Subscription next = changed.poll();
            if (next.wanted && next.state == State.ABSENT && !next.refused) {
                next.state = State.SUBSCRIBING;
                changes.subscribe().add(next.name);
                subscribing.add(next);
            } else if (next.state == State.UNKNOWN || !next.wanted && next.state == State.SUBSCRIBED) {
                next.state = State.UNSUBSCRIBING;
                changes.unsubscribe().add(next.name);
                unsubscribing.add(next);
            } else {
                settle(next);
            }
        }
        underWay.add(unsubscribing);
        underWay.add(subscribing);
        return changes;
    }

    /** Redis has confirmed a SUBSCRIBE. */
    void subscribed(Buffer name) {
        Subscription subscription = byName.get(name);
        if (subscription != null && subscription.state == State.SUBSCRIBING) {
            subscription.state = State.SUBSCRIBED;
            recovered(subscription);
            settle(subscription);
            underWay.forgetAnswered();
        }
    }

    /**
     * Redis has confirmed an UNSUBSCRIBE, or has let go of a channel by itself.
     *
     * @return whether it was a channel that is still wanted and was heard; it is refused from here on
     */
    boolean unsubscribed(Buffer name) {
        Subscription subscription = byName.get(name);
        boolean known = subscription != null
                && (subscription.state == State.SUBSCRIBED || subscription.state == State.UNSUBSCRIBING);
        if (!known) {
            return false;
        }
        boolean lost = subscription.wanted && subscription.state == State.SUBSCRIBED;
        if (lost) {
            refuse(subscription);
        }
        subscription.state = State.ABSENT;
        settle(subscription);
        underWay.forgetAnswered();
        return lost;
    }

    /**
     * Redis has answered a command with an error.
     *
     * @param about whether the error may be about that name in Redis; it is about the oldest command of these
     */
    void refused(Predicate<String> about) {
        Subscription oldest = underWay.take(about);
        if (oldest != null) {
            if (oldest.state == State.SUBSCRIBING) {
                refuse(oldest);
            }
            oldest.state = State.ABSENT;
            settle(oldest);
        }
    }

    private void refuse(Subscription subscription) {
        subscription.refused = true;
        refused.add(subscription);
        if (subscription.waiting == null) {
            recovering(subscription);
        }
    }

    /** What was refused is asked for again. */
    void retry() {
        for (Subscription next = refused.poll(); next != null; next = refused.poll()) {
            next.refused = false;
            if (byName.get(next.name) == next) {
                settle(next);
            }
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
        forget();
        deadlines.clear();
        for (Subscription subscription : List.copyOf(byName.values())) {
            subscription.state = State.ABSENT;
            subscription.recovering = false;
            subscription.refused = false;
            if (subscription.waiting != null) {
                giveUp(subscription, "The connection to Redis was lost");
            } else if (!subscription.wanted) {
                byName.remove(subscription.name, subscription);
            }
        }
    }

    /** There is a new connection, to which no channel is known. */
    void connected() {
        forget();
        for (Subscription subscription : byName.values()) {
            subscription.recovering = true;
            subscription.refused = false;
            changed.add(subscription);
        }
        recovering = changed.size();
    }

    /** What concerns one connection alone. */
    private void forget() {
        changed.clear();
        underWay.clear();
        refused.clear();
        recovering = 0;
    }

    /** Whether channels that were heard before are not yet confirmed. */
    boolean isRecovering() {
        return recovering > 0;
    }

    /** Whether Redis owes the answer for one of these. */
    boolean isUnanswered() {
        return byName.values().stream().anyMatch(each -> each.recovering && each.isUnderWay());
    }

    private void recovering(Subscription subscription) {
        if (!subscription.recovering) {
            subscription.recovering = true;
            recovering++;
        }
    }

    private void recovered(Subscription subscription) {
        if (subscription.recovering) {
            subscription.recovering = false;
            recovering--;
        }
    }

    private void settle(Subscription subscription) {
        if (!subscription.isSettled()) {
            if (!subscription.isUnderWay() && !subscription.refused) {
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

    /** The channel's name in Redis. */
    Buffer name(ChannelName channel) {
        return Buffer.buffer(prefix + channel.value());
    }
}
