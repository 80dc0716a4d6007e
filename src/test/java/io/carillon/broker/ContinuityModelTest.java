package io.carillon.broker;

import static io.carillon.broker.FakeHistory.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Recall;
import io.carillon.bus.Recollection;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One history, its feed, and readings of it, in thousands of orders that nobody would think of: entries come late or not at
 * all, a reading finds what was true before it is answered or after, histories begin anew and forget their ends and their
 * beginnings. A step is chosen by chance, which the seed repeats.
 */
class ContinuityModelTest {
    private static final int STEPS = 2_000;

    private final FakeHistory history = new FakeHistory();
    private final Continuity continuity =
            new Continuity(history, new Meters(new SimpleMeterRegistry()), handed -> handed.forEach(this::handed));
    /** Every position that was somebody's, also those that were lost. */
    private final List<Position> seen = new ArrayList<>(List.of(history.top()));

    private final ArrayDeque<Publication> feed = new ArrayDeque<>();
    private final ArrayDeque<Past> found = new ArrayDeque<>();
    private final List<Future<Recollection>> asked = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private Random random;
    private long clock;
    private int losses;
    private int lossesTold;
    /** Of the hubs; null before the first answer. */
    private Position stand;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLeftOutNorRepeatedNorGivenUpWithoutNeed(long seed) {
        random = new Random(seed);
        history.hold();
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        settle();
        assertThat(violations).isEmpty();
        assertThat(asked.stream().filter(answer -> !answer.isComplete())).isEmpty();
        assertThat(stand).isEqualTo(history.top());
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4 -> append();
            case 5, 6, 7, 8, 9 -> hear(1 + random.nextInt(4));
            case 10, 11, 12 -> ask();
            case 13, 14, 15 -> find();
            case 16, 17, 18 -> answer();
            case 19 -> continuity.tick();
            case 20 -> feed.poll();
            default -> rarely();
        }
    }

    private void rarely() {
        switch (random.nextInt(20)) {
            case 0 -> begin();
            case 1 -> lose();
            case 2 -> forget();
            case 3 -> history.keep(Integer.MAX_VALUE);
            case 4 -> outage();
            case 5 -> fail();
            case 6 -> repeat();
            case 7 -> history.cut(1 + random.nextInt(8));
            case 8 -> history.cut(Integer.MAX_VALUE);
            default -> append();
        }
    }

    private void append() {
        Publication entry = history.append(++clock);
        feed.add(entry);
        seen.add(entry.position());
    }

    private void hear(int most) {
        List<Publication> batch = new ArrayList<>();
        while (batch.size() < most && !feed.isEmpty()) {
            batch.add(feed.poll());
        }
        continuity.hear(batch);
    }

    private void repeat() {
        if (!feed.isEmpty()) {
            feed.addFirst(feed.peek());
        }
    }

    /** Redis does what it is asked at some moment, and the answer comes at another. */
    private void find() {
        if (history.isRead() && found.isEmpty()) {
            found.add(history.found());
        }
    }

    private void answer() {
        if (!found.isEmpty()) {
            history.answer(found.poll());
        }
    }

    private void fail() {
        if (history.isRead()) {
            found.clear();
            history.fail();
        }
    }

    private void begin() {
        losses++;
        history.flush("e" + ++clock);
        seen.add(history.top());
        if (random.nextBoolean()) {
            feed.add(Publication.beginning(CHANNEL, history.top().epoch()));
        }
    }

    private void lose() {
        losses++;
        history.lose(random.nextInt(4));
    }

    private void forget() {
        history.keep(1 + random.nextInt(20));
    }

    private void outage() {
        feed.clear();
        continuity.doubtAll();
    }

    private void ask() {
        if (random.nextInt(8) == 0) {
            Future<Recollection> answer = continuity.recall(new Recall(CHANNEL, Optional.empty()));
            asked.add(answer);
            answer.onSuccess(past -> judgeTop(past.top()));
            return;
        }
        int back = random.nextInt(random.nextInt(10) == 0 ? seen.size() : Math.min(6, seen.size()));
        Position since = seen.get(seen.size() - 1 - back);
        boolean known = history.goesOnFrom(since);
        int before = losses;
        Future<Recollection> answer = continuity.recall(new Recall(CHANNEL, Optional.of(since)));
        asked.add(answer);
        answer.onSuccess(past -> {
            judgeTop(past.top());
            if (past.broken().isPresent()) {
                expect(
                        !known || losses != before || !history.goesOnFrom(since),
                        since + " is " + past.broken() + " though the history goes on from there");
            } else {
                judgeMissed(since, past);
            }
        });
    }

    private void judgeMissed(Position since, Recollection past) {
        Position last = since;
        for (Publication entry : past.missed()) {
            expect(entry.follows(last), entry.position() + " was said to follow " + last);
            last = entry.position();
        }
        expect(last.equals(past.top()) != past.more(), last + " ends what was missed up to " + past.top());
    }

    private void judgeTop(Position top) {
        stand = stand == null ? top : stand;
        expect(top.equals(stand), top + " was said to be the position of the hubs, which is " + stand);
    }

    private void handed(Publication next) {
        if (new String(next.text(), StandardCharsets.UTF_8).contains("reset")) {
            boolean founded = losses > lossesTold || stand == null || !history.goesOnFrom(stand);
            expect(founded, "a reset at " + stand + " though the history goes on from there");
            lossesTold = losses;
        } else {
            // Until somebody asks, the node does not know of the history.
            expect(asked.isEmpty() || stand == null || next.follows(stand), next.position() + " after " + stand);
        }
        stand = next.position();
    }

    /** Thrown into a future it would be lost. */
    private void expect(boolean kept, String otherwise) {
        if (!kept) {
            violations.add(otherwise);
        }
    }

    /** All that is under way arrives. */
    private void settle() {
        asked.add(continuity.recall(new Recall(CHANNEL, Optional.empty())));
        history.cut(Integer.MAX_VALUE);
        for (int i = 0; i < 20; i++) {
            hear(feed.size());
            find();
            answer();
            continuity.tick();
        }
    }
}
