package io.carillon.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.Retention;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the interfaces promise about histories and keys, held by every driver. */
public abstract class HistoryContract extends BrokerFixture {
    private static final int ROUNDS = 10;
    private static final int EACH = 25;
    private static final Retention SHORT = new Retention(100, Duration.ofMillis(50));

    /** The broker loses what it knows of a channel's position; entries may be left over. */
    protected abstract void forget(String channel);

    @Test
    void offsetsHaveNoGapsAndEveryoneSeesTheSame() {
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        List<Publishing> four = List.of(publishing(), publishing(), publishing(), publishing());
        List<List<Position>> answers =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            publishTogether(four, round, answers);
        }
        feed.awaitCount(4 * ROUNDS * EACH);

        List<Publication> heard = feed.all();
        List<Position> positions = positions(heard);
        assertThat(positions).extracting(Position::offset).containsExactlyElementsOf(upTo(4 * ROUNDS * EACH));
        assertThat(positions)
                .extracting(Position::epoch)
                .containsOnly(positions.get(0).epoch());
        assertThat(answers.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(positions);
        assertThat(answers)
                .allSatisfy(own -> assertThat(own).extracting(Position::offset).isSorted());
        assertSame(readAll(four.get(0), "a"), heard);
        assertChained(heard);
    }

    private static void publishTogether(List<Publishing> brokers, int round, List<List<Position>> answers) {
        List<Future<List<Optional<Position>>>> together = brokers.stream()
                .map(broker -> broker.publishAll(Drafts.many("a", "s" + round, EACH)))
                .toList();
        for (int i = 0; i < brokers.size(); i++) {
            List<Position> own = answers.get(i);
            Await.result(together.get(i)).forEach(position -> own.add(position.orElseThrow()));
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<Position> positions(List<Publication> publications) {
        return publications.stream().map(Publication::position).toList();
    }

    private static void assertChained(List<Publication> publications) {
        Position before = Position.before(publications.get(0).position().epoch());
        for (Publication publication : publications) {
            assertThat(publication.predecessor()).isEqualTo(before);
            assertThat(new String(publication.text(), UTF_8))
                    .endsWith(",\"timestamp\":" + publication.position().timestamp() + ",\"offset\":"
                            + publication.position().offset() + "}");
            before = publication.position();
        }
    }

    private static void assertSame(List<Publication> some, List<Publication> others) {
        assertThat(some.stream().map(HistoryContract::describe))
                .containsExactlyElementsOf(
                        others.stream().map(HistoryContract::describe).toList());
    }

    private static String describe(Publication publication) {
        return publication.position() + " " + publication.previousTimestamp() + " " + publication.exclude() + " "
                + new String(publication.text(), UTF_8);
    }

    private static List<Publication> readAll(Publishing broker, String channel) {
        List<Publication> all = new ArrayList<>();
        Past past = broker.read(channel, Page.after(0, 300));
        while (!past.entries().isEmpty()) {
            all.addAll(past.entries());
            past = broker.read(
                    channel, Page.after(all.get(all.size() - 1).position().offset(), 300));
        }
        assertThat(all.get(all.size() - 1).position()).isEqualTo(past.top());
        return all;
    }

    @Test
    void theSameKeyHasTheSamePositionAndNoSecondMessage() {
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        Publishing broker = publishing();
        Optional<Position> first = Await.result(broker.publish(Drafts.keyed("a", "1", 5, "k")));
        assertThat(Await.result(broker.publish(Drafts.keyed("a", "1", 9, "k")))).isEqualTo(first);
        assertThat(Await.result(publishing().publish(Drafts.keyed("a", "2", 9, "k"))))
                .isEqualTo(first);
        Await.result(broker.publish(Drafts.kept("a", "3", 10)));
        feed.awaitCount(2);
        assertThat(positions(feed.all())).extracting(Position::timestamp).containsExactly(5L, 10L);
        assertThat(broker.read("a", Page.after(0, 10)).entries()).hasSize(2);
    }

    @Test
    void theSameKeyInOneTurnIsPublishedOnce() {
        Draft draft = Drafts.keyed("a", "1", 5, "k");
        assertThat(Await.result(publishing().publishAll(List.of(draft, draft, draft))))
                .extracting(position -> position.orElseThrow().offset())
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void aKeyCountsWithoutAHistoryToo() {
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        Publishing broker = publishing();
        assertThat(Await.result(broker.publish(Drafts.passing("a", "1", "k")))).isEmpty();
        assertThat(Await.result(broker.publish(Drafts.passing("a", "2", "k")))).isEmpty();
        Await.result(broker.publish("a", "3"));
        feed.awaitCount(2);
        assertThat(feed.texts("a")).containsExactly(Publishing.textOf("a", "1"), Publishing.textOf("a", "3"));
        assertThat(feed.all()).noneMatch(Publication::hasPosition);
    }

    @Test
    void messagesWithAndWithoutAKeyKeepTheirOrder() {
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        Await.result(publishing().turn(broker -> {
            Future<Void> last = Future.succeededFuture();
            for (int i = 0; i < 100; i++) {
                broker.publish(Drafts.passing("a", "" + 2 * i, "k" + i));
                last = broker.publish(new ChannelName("a"), Publishing.text("a", "" + (2 * i + 1)));
            }
            return last;
        }));
        feed.awaitCount(200);
        assertThat(feed.texts("a"))
                .containsExactlyElementsOf(IntStream.range(0, 200)
                        .mapToObj(i -> Publishing.textOf("a", "" + i))
                        .toList());
    }

    @Test
    void otherKeysAndOtherChannelsAreOtherPublishes() {
        Publishing broker = publishing();
        assertThat(List.of(
                        Drafts.keyed("a", "1", 5, "k"),
                        Drafts.keyed("a", "1", 5, "k2"),
                        Drafts.keyed("a", "1", 5, "K"),
                        Drafts.keyed("b", "1", 5, "k"),
                        Drafts.keyed("a", "1", 5, "\u00e4 {}:\n\""),
                        Drafts.keyed("a", "1", 5, "?"),
                        Drafts.keyed("a", "1", 5, "\ud800"),
                        Drafts.keyed("a", "1", 5, "\udbff"),
                        Drafts.keyed("a", "1", 5, "\udc00\ud800"),
                        Drafts.keyed("a", "1", 5, "\ud800\udc00"),
                        Drafts.keyed("a", "1", 5, "\ud800\udc00")))
                .extracting(draft ->
                        Await.result(broker.publish(draft)).orElseThrow().offset())
                .containsExactly(1L, 2L, 3L, 1L, 4L, 5L, 6L, 7L, 8L, 9L, 9L);
    }

    @Test
    void whoIsExcludedIsKeptWithTheEntry() {
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        Publishing broker = publishing();
        Await.result(broker.publishAll(List.of(
                Drafts.kept("a", "1", 1), Drafts.keptFromOne("a", "2", 2, "k3v9-1"), Drafts.kept("a", "3", 3))));
        feed.awaitCount(3);
        assertThat(feed.all()).extracting(Publication::exclude).containsExactly(null, "k3v9-1", null);
        assertChained(feed.all());
        assertSame(readAll(broker, "a"), feed.all());
        assertThat(broker.read("a", Page.backFrom(2, 1)).entries().get(0).exclude())
                .isEqualTo("k3v9-1");
    }

    @Test
    void aHistoryThatWasErasedBeginsAgainUnderAnotherName() {
        Publishing broker = publishing();
        Await.result(broker.publishAll(Drafts.many("a", "old", 3)));
        Past old = broker.read("a", Page.after(0, 10));
        Position anew = Await.result(broker.turn(raw -> raw.erase(new ChannelName("a"))));
        assertThat(anew).isEqualTo(Position.before(anew.epoch()));
        assertThat(anew.epoch()).isNotEqualTo(old.top().epoch());
        Past found = publishing().read("a", Page.after(0, 10));
        assertThat(found.top()).isEqualTo(anew);
        assertThat(found.entries()).isEmpty();
        assertThat(found.breakAfter(old.top())).contains(Discontinuity.EPOCH);
        Await.result(broker.publish(Drafts.kept("a", "1", 5)));
        assertThat(positions(broker.read("a", Page.after(0, 10)).entries()))
                .containsExactly(new Position(anew.epoch(), 1, 5));
    }

    @Test
    void feedsHearOfTheBeginningBetweenTheMessages() {
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        Position anew = Await.result(publishing().turn(broker -> {
            broker.publish(Drafts.kept("a", "1", 1));
            Future<Position> erased = broker.erase(new ChannelName("a"));
            broker.publish(Drafts.kept("a", "2", 2));
            return erased;
        }));
        feed.awaitCount(3);
        assertThat(feed.all()).extracting(Publication::isBeginning).containsExactly(false, true, false);
        assertThat(positions(feed.all()).subList(1, 3)).containsExactly(anew, new Position(anew.epoch(), 1, 2));
    }

    @Test
    void whatIsErasedIsNotPublishedAgainByItsKey() {
        Publishing broker = publishing();
        Optional<Position> first = Await.result(broker.publish(Drafts.keyed("a", "1", 5, "k")));
        Await.result(broker.turn(raw -> raw.erase(new ChannelName("a"))));
        assertThat(Await.result(broker.publish(Drafts.keyed("a", "1", 5, "k")))).isEqualTo(first);
        assertThat(broker.read("a", Page.after(0, 1)).entries()).isEmpty();
    }

    @Test
    void aHistoryThatNeverWasCanBeErased() {
        Publishing broker = publishing();
        Position anew = Await.result(broker.turn(raw -> raw.erase(new ChannelName("a"))));
        assertThat(broker.read("a", Page.after(0, 1)).top()).isEqualTo(anew);
    }

    @Test
    void onlyTheNewestAreKept() {
        Publishing broker = publishing();
        Retention three = new Retention(3, Duration.ofMinutes(1));
        for (int i = 1; i <= 7; i++) {
            Await.result(broker.publish(Drafts.kept("a", "" + i, i, three)));
        }
        Past past = broker.read("a", Page.after(0, 10));
        assertThat(past.top().offset()).isEqualTo(7);
        assertThat(positions(past.entries())).extracting(Position::offset).containsExactly(5L, 6L, 7L);
        assertThat(past.entries().get(0).previousTimestamp()).isEqualTo(4);
    }

    @Test
    void entriesExpireAndThePositionStays() {
        Publishing broker = publishing();
        Position position =
                Await.result(broker.publish(Drafts.kept("a", "1", 5, SHORT))).orElseThrow();
        Await.until(
                "no entries",
                () -> broker.read("a", Page.after(0, 10)).entries().isEmpty());
        assertThat(broker.read("a", Page.after(0, 10)).top()).isEqualTo(position);
        Await.result(broker.publish(Drafts.kept("a", "2", 6)));
        Publication next = broker.read("a", Page.after(1, 10)).entries().get(0);
        assertThat(next.predecessor()).isEqualTo(position);
    }

    @Test
    void aHistoryThatWasLostBeginsAgainUnderAnotherName() {
        Publishing broker = publishing();
        Await.result(broker.publishAll(Drafts.many("a", "old", 3)));
        Past lost = broker.read("a", Page.after(0, 10));
        forget("a");
        Position first = Await.result(broker.publish(Drafts.kept("a", "1", 5))).orElseThrow();
        assertThat(first).isEqualTo(new Position(first.epoch(), 1, 5));
        assertThat(first.epoch()).isNotEqualTo(lost.top().epoch());
        assertThat(positions(broker.read("a", Page.after(0, 10)).entries())).containsExactly(first);
    }

    @Test
    void aHistoryThatWasLostIsEmptyWhenItIsRead() {
        Publishing broker = publishing();
        Await.result(broker.publishAll(Drafts.many("a", "old", 3)));
        Past lost = broker.read("a", Page.after(0, 10));
        forget("a");
        Past found = broker.read("a", Page.after(0, 10));
        assertThat(found.entries()).isEmpty();
        assertThat(found.top()).isEqualTo(Position.before(found.top().epoch()));
        assertThat(found.top().epoch()).isNotEqualTo(lost.top().epoch());
    }

    @Test
    void aChannelThatWasOnlyReadStandsAtTheBeginningAndStaysThere() {
        Publishing broker = publishing();
        Position top = broker.read("a", Page.after(0, 10)).top();
        assertThat(top).isEqualTo(Position.before(top.epoch()));
        assertThat(publishing().read("a", Page.backFrom(Page.NEWEST, 10)).top()).isEqualTo(top);
        Position first = Await.result(broker.publish(Drafts.kept("a", "1", 5))).orElseThrow();
        assertThat(first).isEqualTo(new Position(top.epoch(), 1, 5));
        assertThat(broker.read("a", Page.after(0, 1)).breakAfter(top)).isEmpty();
    }

    @Test
    void whatIsNotToBeKeptHasAnotherEpochEachTimeUntilSomebodyPublishes() {
        Publishing broker = publishing();
        Page passing = Page.after(0, 10).keepingEmpty(0);
        Position first = broker.read("a", passing).top();
        Position second = broker.read("a", passing).top();
        assertThat(first).isEqualTo(Position.before(first.epoch())).isNotEqualTo(second);
        Position published =
                Await.result(broker.publish(Drafts.kept("a", "1", 5))).orElseThrow();
        assertThat(published.epoch()).isNotIn(first.epoch(), second.epoch());
        assertThat(broker.read("a", passing).top()).isEqualTo(published);
        assertThat(positions(broker.read("a", passing).entries())).containsExactly(published);
    }

    @Test
    void whatIsLeftOfALostHistoryIsNotReadInPassing() {
        Publishing broker = publishing();
        Await.result(broker.publishAll(Drafts.many("a", "old", 3)));
        forget("a");
        assertThat(broker.read("a", Page.after(0, 10).keepingEmpty(0)).entries())
                .isEmpty();
        assertThat(broker.read("a", Page.backFrom(Page.NEWEST, 10).keepingEmpty(0))
                        .entries())
                .isEmpty();
    }

    @Test
    void pagesGoForwardAndBack() {
        Publishing broker = publishing();
        Await.result(broker.publishAll(Drafts.many("a", "s", 50)));
        assertThat(offsets(broker, Page.after(0, 3))).containsExactly(1L, 2L, 3L);
        assertThat(offsets(broker, Page.after(47, 10))).containsExactly(48L, 49L, 50L);
        assertThat(offsets(broker, Page.after(10, 40)))
                .hasSize(40)
                .startsWith(11L)
                .endsWith(50L);
        assertThat(offsets(broker, Page.after(50, 10))).isEmpty();
        assertThat(offsets(broker, Page.after(Page.NEWEST, 10))).isEmpty();
        assertThat(offsets(broker, Page.after(0, 0))).isEmpty();
        assertThat(offsets(broker, Page.backFrom(Page.NEWEST, 3))).containsExactly(50L, 49L, 48L);
        assertThat(offsets(broker, Page.backFrom(2, 10))).containsExactly(2L, 1L);
        assertThat(offsets(broker, Page.backFrom(40, 35)))
                .hasSize(35)
                .startsWith(40L)
                .endsWith(6L);
        assertThat(offsets(broker, Page.backFrom(0, 10))).isEmpty();
        assertThat(broker.read("a", Page.backFrom(0, 0)).top().offset()).isEqualTo(50);
    }

    private static List<Long> offsets(Publishing broker, Page page) {
        return broker.read("a", page).entries().stream()
                .map(entry -> entry.position().offset())
                .toList();
    }

    @Test
    void aPageHasNoMoreBytesThanItsBoundAndNeverNothing() {
        Publishing broker = publishing();
        String third = '"' + "x".repeat(Page.MAX_BYTES / 3 - 200) + '"';
        String larger = '"' + "y".repeat(Page.MAX_BYTES + 1) + '"';
        for (String data : List.of(third, third, third, third, larger, third)) {
            Await.result(broker.publish(Drafts.kept("a", data, 1)));
        }
        assertThat(offsets(broker, Page.after(0, 100))).containsExactly(1L, 2L, 3L);
        assertThat(offsets(broker, Page.after(3, 100))).containsExactly(4L);
        assertThat(offsets(broker, Page.after(4, 100))).containsExactly(5L);
        assertThat(offsets(broker, Page.backFrom(Page.NEWEST, 100))).containsExactly(6L);
        assertThat(offsets(broker, Page.backFrom(4, 100))).containsExactly(4L, 3L, 2L);
    }

    @Test
    void textIsKeptByteForByte() {
        Publishing broker = publishing();
        String data = "{ \"n\" : 1.50e+3,\t\"s\":\"\\u00e4\u00e4\\/\ud83d\ude00\",\"n\":[ ] }";
        Draft draft = Drafts.kept("a:b#1", data, 7);
        Await.result(broker.publish(draft));
        String text = new String(draft.text(), UTF_8);
        assertThat(broker.read("a:b#1", Page.after(0, 1)).entries().get(0).text())
                .asString(UTF_8)
                .isEqualTo(text.substring(0, text.length() - 1) + ",\"offset\":1}");
    }

    @Test
    void aClosedBrokerStoresAndReadsNothing() {
        Publishing broker = publishing();
        broker.close();
        assertThat(Await.failure(broker.publish(Drafts.kept("a", "1", 1))))
                .isInstanceOf(BrokerUnavailableException.class);
        assertThat(Await.failure(broker.turn(raw -> raw.read(new ChannelName("a"), Page.after(0, 1)))))
                .isInstanceOf(BrokerUnavailableException.class);
        assertThat(Await.failure(broker.turn(raw -> raw.erase(new ChannelName("a")))))
                .isInstanceOf(BrokerUnavailableException.class);
        assertThat(publishing().read("a", Page.after(0, 1)).top().offset()).isZero();
    }
}
