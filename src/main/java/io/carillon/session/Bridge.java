package io.carillon.session;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Flush;
import io.carillon.bus.Interest;
import io.carillon.bus.Recall;
import io.carillon.bus.Recollection;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one hub says to the bridge: which channels it wants, and where their histories stand. After a bridge has begun anew
 * everything is said again, until it is heard, and what the hub's subscribers of a history channel missed meanwhile is made
 * up for.
 */
final class Bridge {
    /** Longer than the feed's own deadline, so that it is the bridge that says no. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** Less than the promised second, for the answer's way back to the client. */
    private static final Duration ATTENDANCE_DEADLINE = Duration.ofMillis(950);

    private final int hub;
    private final Bus bus;
    private final Set<Subscribers> unheard = new HashSet<>();

    /** @param hub names the hub to the bridge */
    Bridge(int hub, Bus bus) {
        this.hub = hub;
        this.bus = bus;
    }

    /** Asks for a channel's messages; completes when they come. */
    Future<Void> declare(Subscribers channel) {
        return bus.ask(Addresses.INTEREST, new Interest(hub, channel.name()), DEADLINE)
                .recover(Bridge::unavailable);
    }

    /** Asks where the history of a channel that was declared stands, and what it holds since a position. */
    Future<Recollection> recall(Subscribers channel, Optional<Position> since) {
        return bus.ask(Addresses.RECALL, new Recall(channel.name(), since), DEADLINE)
                .recover(Bridge::unavailable);
    }

    /** Asks who is in a channel. */
    Future<Attendance> attendance(ChannelName channel) {
        return bus.ask(Addresses.ATTENDANCE, channel, ATTENDANCE_DEADLINE).recover(Bridge::unavailable);
    }

    /** Completes when this hub has been told of what was published before; never fails, but may give up. */
    Future<Void> flush() {
        return bus.ask(Addresses.FLUSH, new Flush(), DEADLINE).otherwiseEmpty();
    }

    private static <A> Future<A> unavailable(Throwable refused) {
        return Future.failedFuture(new BrokerUnavailableException(refused.getMessage()));
    }

    void release(Subscribers channel) {
        unheard.remove(channel);
        bus.tell(Addresses.RELEASE, new Interest(hub, channel.name()));
    }

    /** The hub ends: its number may soon be another's. */
    void end() {
        unheard.clear();
        bus.tell(Addresses.HUB_RESET, hub);
    }

    /** A bridge has begun that knows nothing of what this hub wants. */
    void declareAll(Iterable<Subscribers> channels) {
        for (Subscribers channel : channels) {
            channel.miss();
            unheard.add(channel);
        }
        declareUnheard();
    }

    /** Says again what was not heard. */
    void declareUnheard() {
        List<Subscribers> missing = List.copyOf(unheard);
        unheard.clear();
        missing.forEach(this::declareAgain);
    }

    /** Also a newcomer to the channel waits for this confirmation, since the one before says nothing any more. */
    private void declareAgain(Subscribers channel) {
        channel.interest(declare(channel).compose(heard -> catchUp(channel)));
        channel.interest().onFailure(refused -> tryAgainLater(channel));
    }

    private Future<Void> catchUp(Subscribers channel) {
        if (!channel.isMissing()) {
            return Future.succeededFuture();
        }
        return recall(channel, Optional.of(channel.last()))
                .compose(past -> channel.makeUp(past) ? Future.succeededFuture() : catchUp(channel));
    }

    private void tryAgainLater(Subscribers channel) {
        if (!channel.isUnwanted()) {
            unheard.add(channel);
        }
    }
}
