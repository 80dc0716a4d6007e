package io.carillon.session;

import io.carillon.bus.Recollection;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.ResetText;
import io.carillon.protocol.ServerFrames;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way of one subscription to a channel with history, from the broker's confirmation to live: the answer, then what was
 * missed, at the pace of the socket, then live. The bridge's answer separates what is missed from what is still to come
 * only in the turn in which it arrives; so whoever had to wait for its socket meanwhile asks again after the message that
 * it was sent last, until one turn suffices. Those of one connection that have to wait go on {@link Recoveries one by one}.
 */
final class Recovery {
    /** Before a question is repeated that the broker could not answer. */
    private static final long RETRY_MILLIS = 250;

    private final Hub hub;
    private final Recoveries line;
    private final Subscription subscription;
    private final Outbox outbox;
    private final Wish wish;
    private final Optional<Position> since;
    private Position reached;
    private List<Publication> missed = List.of();
    private int next;
    private boolean more;
    private boolean waited;

    Recovery(Hub hub, Recoveries line, Subscription subscription, Wish wish) {
        this.hub = hub;
        this.line = line;
        this.subscription = subscription;
        this.wish = wish;
        since = wish.since();
        outbox = subscription.outbox();
    }

    /**
     * Begins, in its place in the order of answers.
     *
     * @param refuse takes the failure of a broker that does not answer
     */
    void begin(Replies.Place place, Consumer<Throwable> refuse) {
        hub.recall(subscription.channel(), since)
                .onComplete(past -> place.fill(answer(past), () -> proceed(past)), refuse::accept);
    }

    private byte[] answer(Recollection past) {
        String channel = subscription.channel().name().value();
        return since.isPresent()
                ? ServerFrames.recovered(wish.id(), channel, past.top(), past.broken())
                : ServerFrames.subscribed(wish.id(), channel, past.top());
    }

    private void proceed(Recollection past) {
        reached = since.isPresent() && past.broken().isEmpty() ? since.get() : past.top();
        take(past);
        wish.granted().run();
    }

    private void take(Recollection past) {
        missed = past.missed();
        next = 0;
        more = past.more();
        waited = false;
        sendMissed();
    }

    private void sendMissed() {
        while (next < missed.size() && !subscription.isCancelled()) {
            if (!outbox.hasRoom()) {
                waitForRoom();
                return;
            }
            Publication message = missed.get(next++);
            reached = message.position();
            if (isForSubscriber(message)) {
                outbox.text(message.text());
            }
        }
        missed = List.of();
        next = 0;
        if (subscription.isCancelled() || !more && !waited) {
            end();
        } else {
            askAgain();
        }
    }

    private void waitForRoom() {
        waited = true;
        if (line.join(subscription.connection(), this)) {
            outbox.whenRoom(this::sendMissed);
        } else {
            missed = List.of();
        }
    }

    /** It is the first of its line now, and has nothing to send. */
    void resume() {
        if (subscription.isCancelled()) {
            end();
        } else {
            askAgain();
        }
    }

    private void end() {
        hub.activate(subscription);
        line.leave(subscription.connection(), this);
    }

    private boolean isForSubscriber(Publication message) {
        return message.exclude() == null
                || !message.exclude().equals(subscription.connection().clientId());
    }

    private void askAgain() {
        hub.recall(subscription.channel(), Optional.of(reached)).onComplete(this::takeMore, this::tryLater);
    }

    /** Whoever has unsubscribed meanwhile hears no more of the channel. */
    private void takeMore(Recollection past) {
        if (!subscription.isCancelled()) {
            past.broken().ifPresent(reason -> tellOfBreak(reason, past.top()));
        }
        take(past);
    }

    private void tellOfBreak(Discontinuity reason, Position top) {
        reached = top;
        outbox.text(ResetText.encode(subscription.channel().name(), reason, top));
    }

    /** The subscriber was promised what it missed, and the broker will be back. */
    private void tryLater(Throwable failure) {
        if (subscription.isCancelled()) {
            end();
        } else {
            hub.later(RETRY_MILLIS, this::askAgain);
            line.leave(subscription.connection(), this);
        }
    }
}
