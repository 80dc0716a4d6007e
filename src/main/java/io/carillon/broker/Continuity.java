package io.carillon.broker;

import io.carillon.bus.Recall;
import io.carillon.bus.Recollection;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Sees to it that the hubs of this node get every entry of a history channel once and in order, or a {@code reset}. Here
 * the feed and the readings of the history meet: what the feed brings passes when it follows, and is held while a page is
 * read when it does not. One reading at a time serves all who ask about a channel. Belongs to one event loop.
 */
final class Continuity {
    /** Readings under way at once, so that a broker that has just come back is not run over. */
    static final int MAX_READINGS = 64;

    /** Ticks of silence after which a channel's history is looked at. */
    static final int QUIET_TICKS = 5;

    /** Bytes of the windows of all channels together, above which all are closed. */
    static final long MAX_WINDOW_BYTES = 64L << 20;

    /** Bytes of the pages that are read at once, as far as can be known: as large as the latest ones. */
    static final long MAX_READING_BYTES = 4L << 20;

    /** Entries of one page. */
    static final int PAGE = 1_000;

    /**
     * A history to which nothing was published keeps its epoch for as long as it has been listened to once nobody listens
     * any more, so that who comes back finds it: half a minute at least, five at most.
     */
    private static final int MIN_EMPTY_SECONDS = 30;

    private static final int MAX_EMPTY_SECONDS = 300;

    private static final int PASSED_SECONDS = 60;

    /** Pages until one that was large counts for little. */
    private static final int RECENT_PAGES = 8;

    private final Broker broker;
    private final Meters meters;
    private final ForeignPayloads foreign;
    private final Consumer<List<Publication>> outlet;
    private final Map<ChannelName, Watch> watches = new HashMap<>();
    /** Of channels that are not watched, where what was handed over last stands in a history, for a minute or two. */
    private Map<ChannelName, Position> passed = new HashMap<>();

    private Map<ChannelName, Position> formerlyPassed = new HashMap<>();
    private final ArrayDeque<Watch> due = new ArrayDeque<>();
    private final Predicate<Publication> stopped = publication -> !passes(publication);
    private int readings;
    /** Of the next page. */
    private long expectedBytes = MAX_READING_BYTES / MAX_READINGS;

    private boolean choosing;
    /** Seconds. */
    private long now;

    /** In all windows; exact once a second. */
    private long windowBytes;

    /** A tail, and who waits for its next reading. */
    private static final class Watch {
        final Tail tail;
        final long begun;
        ArrayDeque<Question> waiting = new ArrayDeque<>(2);
        long heard;
        long asked;
        boolean isDue;

        Watch(Tail tail, long begun) {
            this.tail = tail;
            this.begun = begun;
        }
    }

    /** @param outlet takes what is to be handed to the hubs, at any time */
    Continuity(Broker broker, Meters meters, Consumer<List<Publication>> outlet) {
        this.broker = broker;
        this.meters = meters;
        foreign = new ForeignPayloads(meters);
        this.outlet = outlet;
    }

    /** What the feed has brought; the list is not the caller's any more. */
    void hear(List<Publication> publications) {
        publications.removeIf(stopped);
        outlet.accept(publications);
        readNext();
    }

    private boolean passes(Publication publication) {
        Watch watch = watches.isEmpty() ? null : watches.get(publication.channel());
        if (watch == null) {
            return passesUnwatched(publication);
        }
        if (!publication.hasPosition()) {
            return passesWithoutPosition(publication);
        }
        watch.heard = now;
        boolean passes = watch.tail.take(publication);
        if (watch.tail.isDoubtful()) {
            want(watch);
        }
        return passes;
    }

    /**
     * On this node the channel has no history. On the one that has published it may have one, while the configuration
     * changes node by node: its messages are none the worse for that.
     */
    private boolean passesUnwatched(Publication publication) {
        if (!publication.hasPosition()) {
            return true;
        }
        if (publication.isBeginning()) {
            return false;
        }
        passed.put(publication.channel(), publication.position());
        return true;
    }

    /**
     * Joins and leaves have no place in the history, and neither have the messages of a node on which the channel has none
     * yet, or none any more. What other programs publish into a history has to come through the API.
     */
    private boolean passesWithoutPosition(Publication publication) {
        if (publication.isForeign()) {
            foreign.dropped(publication.channel(), publication.text().length, TimeUnit.SECONDS.toMillis(now));
        }
        return !publication.isForeign();
    }

    /** Where the history stands, and what was published since. The node must hear the channel already. */
    Future<Recollection> recall(Recall recall) {
        Watch watch = watches.computeIfAbsent(recall.channel(), this::watch);
        watch.asked = now;
        Promise<Recollection> answer = Promise.promise();
        watch.waiting.add(new Question(recall.since(), answer));
        serve(watch);
        readNext();
        return answer.future();
    }

    private Watch watch(ChannelName channel) {
        Position former = formerlyPassed.remove(channel);
        Position latest = passed.remove(channel);
        return new Watch(new Tail(channel, latest == null ? former : latest, meters::historyReset), now);
    }

    /** Nobody on this node wants the channel any more. */
    void forget(ChannelName channel) {
        passed.remove(channel);
        formerlyPassed.remove(channel);
        Watch watch = watches.remove(channel);
        if (watch != null) {
            fail(watch.waiting, new BrokerUnavailableException("The channel was given up"));
        }
    }

    /** The feed was away: it may have missed something of every channel. */
    void doubtAll() {
        watches.values().forEach(watch -> {
            watch.tail.doubt();
            want(watch);
        });
        readNext();
    }

    /** Once a second: looks at what has been quiet, and lets go of what nobody asks about. */
    void tick() {
        now++;
        if (now % PASSED_SECONDS == 0) {
            formerlyPassed = passed;
            passed = new HashMap<>();
        }
        windowBytes = 0;
        for (Watch watch : watches.values()) {
            if (now - watch.asked >= QUIET_TICKS) {
                watch.tail.closeWindow();
            }
            windowBytes += watch.tail.windowBytes();
            if (watch.tail.isDoubtful() || now - watch.heard >= QUIET_TICKS) {
                want(watch);
            }
        }
        readNext();
    }

    private void serve(Watch watch) {
        if (!watch.tail.isDoubtful()) {
            watch.waiting.removeIf(question -> answered(question, watch.tail));
        }
        if (!watch.waiting.isEmpty() || watch.tail.isDoubtful()) {
            want(watch);
        }
    }

    private static boolean answered(Question question, Tail tail) {
        return tail.recall(question.since())
                .map(known -> question.answer().tryComplete(known))
                .isPresent();
    }

    private void want(Watch watch) {
        if (!watch.isDue && !watch.tail.isReading()) {
            watch.isDue = true;
            due.add(watch);
        }
    }

    /** What is answered at once ends up here again, and is left to the loop that is running. */
    private void readNext() {
        if (choosing) {
            return;
        }
        choosing = true;
        while (!due.isEmpty() && mayRead()) {
            Watch watch = due.poll();
            watch.isDue = false;
            if (watches.get(watch.tail.channel()) == watch) {
                read(watch);
            }
        }
        choosing = false;
    }

    /** Large pages are few at once: each is held, and keeps the event loop busy, when it arrives. */
    private boolean mayRead() {
        return readings < MAX_READINGS && (readings == 0 || (readings + 1) * expectedBytes <= MAX_READING_BYTES);
    }

    /** A doubtful tail is read for first; a question about an older position might be a page that ends before it. */
    private void read(Watch watch) {
        ArrayDeque<Question> asked = new ArrayDeque<>();
        if (!watch.tail.isDoubtful()) {
            asked = watch.waiting;
            watch.waiting = new ArrayDeque<>(2);
        }
        long listened = Math.max(MIN_EMPTY_SECONDS, Math.min(now - watch.begun, MAX_EMPTY_SECONDS));
        Page page = watch.tail.beginReading(asked).keepingEmpty(TimeUnit.SECONDS.toMillis(listened));
        ArrayDeque<Question> askers = asked;
        readings++;
        meters.historyRead();
        broker.read(watch.tail.channel(), page).onComplete((past, failure) -> {
            readings--;
            if (failure == null) {
                take(watch, askers, past);
            } else {
                watch.tail.endReading();
                fail(askers, failure);
                fail(watch.waiting, failure);
            }
            readNext();
        });
    }

    private void take(Watch watch, ArrayDeque<Question> asked, Past past) {
        if (watches.get(watch.tail.channel()) != watch) {
            fail(asked, new BrokerUnavailableException("The channel was given up"));
            return;
        }
        watch.heard = now;
        expectedBytes = Math.max(past.bytes(), expectedBytes - expectedBytes / RECENT_PAGES);
        List<Publication> released = watch.tail.absorb(past);
        if (!released.isEmpty()) {
            outlet.accept(released);
        }
        for (Question question : asked) {
            watch.tail
                    .judge(question.since(), past)
                    .ifPresentOrElse(question.answer()::tryComplete, () -> watch.waiting.add(question));
        }
        serve(watch);
        bound(watch.tail);
    }

    private void bound(Tail newest) {
        windowBytes += newest.windowBytes();
        if (windowBytes > MAX_WINDOW_BYTES) {
            watches.values().forEach(watch -> watch.tail.closeWindow());
            windowBytes = 0;
        }
    }

    private static void fail(ArrayDeque<Question> questions, Throwable failure) {
        for (Question question = questions.poll(); question != null; question = questions.poll()) {
            question.answer().tryFail(failure);
        }
    }
}
