package io.carillon.broker;

import static io.carillon.broker.FakeHistory.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Recall;
import io.carillon.bus.Recollection;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContinuityTest {
    private final FakeHistory history = new FakeHistory();
    private final List<Publication> handed = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Continuity continuity = new Continuity(history, new Meters(registry), handed::addAll);

    @Test
    void whatFollowsPassesWithoutAnyReading() {
        serve();
        Publication first = history.append(10);
        Publication second = history.append(11);
        hear(first, second);
        assertThat(handed).containsExactly(first, second);
        assertThat(history.pages).hasSize(1);
    }

    /** While the namespace gets its history node by node. */
    @Test
    void whereTheChannelHasNoHistoryMessagesOfNodesWhereItHasOnePass() {
        Publication entry = history.append(10);
        hear(Publication.beginning(CHANNEL, "e2"), entry);
        assertThat(handed).containsExactly(entry);
        assertThat(history.pages).isEmpty();
    }

    /** A reload gives the channel a history here too, and the next subscriber asks for it. */
    @Test
    void whatFollowsOnWhatHasPassedIsHandedOverOnceSomebodyAsks() {
        hear(history.append(10));
        Publication missed = history.append(11);
        assertThat(recall(Optional.empty()).top()).isEqualTo(missed.position());
        Publication live = history.append(12);
        hear(missed, live);
        assertThat(handed.stream().map(Publication::position).map(Position::offset))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void whereTheChannelHasAHistoryMessagesOfNodesWhereItHasNonePass() {
        serve();
        Publication plain = new Publication(CHANNEL, bytes("{\"type\":\"message\",\"channel\":\"c\",\"data\":1}"));
        Publication first = history.append(10);
        Publication second = history.append(11);
        hear(first, plain, second);
        assertThat(handed).containsExactly(first, plain, second);
        assertThat(history.pages).hasSize(1);
        assertThat(registry.get("carillon.broker.foreign").counter().count()).isZero();
    }

    @Test
    void messagesOfOtherProgramsStayOutOfAHistoryAndEventsPass() {
        serve();
        Publication foreign =
                Publication.foreign(CHANNEL, bytes("{\"type\":\"message\",\"channel\":\"c\",\"data\":1}"));
        Publication join = new Publication(CHANNEL, bytes("{\"type\":\"join\",\"channel\":\"c\"}"));
        hear(foreign, join);
        assertThat(handed).containsExactly(join);
        assertThat(registry.get("carillon.broker.foreign").counter().count()).isOne();
    }

    @Test
    void anEmptyHistoryIsKeptForAsLongAsItWasListenedTo() {
        serve();
        assertThat(emptyLifeSeconds()).isEqualTo(30);
        for (int seconds = 1; seconds <= 400; seconds++) {
            continuity.tick();
            assertThat(emptyLifeSeconds()).isBetween(Math.max(30L, Math.min(300, seconds - 5)), 300L);
        }
        assertThat(emptyLifeSeconds()).isEqualTo(300);
    }

    private long emptyLifeSeconds() {
        return history.pages.get(history.pages.size() - 1).emptyLifeMillis() / 1_000;
    }

    @Test
    void manySmallPagesAreReadAtOnceAndFewLargeOnes() {
        for (int i = 0; i < 10; i++) {
            history.append(i);
        }
        history.hold();
        for (int i = 0; i < 1_000; i++) {
            continuity.recall(new Recall(new ChannelName("c" + i), Optional.empty()));
        }
        assertThat(history.pages).hasSize(Continuity.MAX_READINGS);
        Publication large = new Publication(CHANNEL, new byte[Page.MAX_BYTES], new Position("e1", 1, 1), 0);
        for (int i = 0; i < Continuity.MAX_READINGS; i++) {
            history.answer(new Past(large.position(), List.of(large)));
        }
        int atOnce = (int) (Continuity.MAX_READING_BYTES / Page.MAX_BYTES);
        assertThat(history.pages).hasSize(Continuity.MAX_READINGS + atOnce);
        for (int i = 0; i < 500; i++) {
            history.answer(new Past(Position.before("e1"), List.of()));
        }
        assertThat(history.pages).hasSize(Continuity.MAX_READINGS + 500 + Continuity.MAX_READINGS);
    }

    @Test
    void aGapIsFilledBeforeAnythingLaterIsHandedOver() {
        serve();
        Publication first = history.append(10);
        Publication second = history.append(11);
        Publication third = history.append(12);
        history.hold();
        hear(first, third);
        assertThat(handed).containsExactly(first);
        Publication fourth = history.append(13);
        hear(fourth);
        assertThat(handed).containsExactly(first);
        history.answer();
        assertThat(handed).containsExactly(first, second, third, fourth);
        hear(second, third, fourth);
        assertThat(handed).as("repetitions").hasSize(4);
    }

    @Test
    void aMissedMessageOfAQuietChannelIsFound() {
        serve();
        Publication missed = history.append(10);
        for (int i = 1; i < Continuity.QUIET_TICKS; i++) {
            continuity.tick();
        }
        assertThat(handed).isEmpty();
        continuity.tick();
        assertThat(handed).containsExactly(missed);
    }

    @Test
    void aChannelThatIsHeardIsNotRead() {
        serve();
        for (int i = 0; i < 20; i++) {
            hear(history.append(i + 1));
            continuity.tick();
        }
        assertThat(history.pages).hasSize(1);
    }

    @Test
    void allChannelsAreLookedAtWhenTheFeedIsBack() {
        serve();
        Publication missed = history.append(10);
        continuity.doubtAll();
        assertThat(handed).containsExactly(missed);
    }

    @Test
    void everyoneIsToldOfAHistoryThatHasBegunAnew() {
        serve();
        hear(history.append(10));
        history.flush("e2");
        hear(Publication.beginning(CHANNEL, "e2"));
        assertThat(handed).hasSize(2);
        assertThat(handed.get(1).position()).isEqualTo(Position.before("e2"));
        assertThat(texts().get(1)).contains("'reset'", "'reason':'epoch'", "'epoch':'e2','offset':0");
        int pages = history.pages.size();
        hear(Publication.beginning(CHANNEL, "e2"));
        assertThat(history.pages).hasSize(pages);
        Publication next = history.append(11);
        hear(next);
        assertThat(handed).hasSize(3).endsWith(next);
    }

    @Test
    void aReadingThatBeganBeforeTheHistoryDidIsRepeatedAtOnce() {
        history.hold();
        Future<Recollection> asked = continuity.recall(new Recall(CHANNEL, Optional.empty()));
        Past old = new Past(new Position("e1", 7, 7), List.of());
        history.flush("e2");
        hear(Publication.beginning(CHANNEL, "e2"));
        history.answer(old);
        history.answer();
        assertThat(asked.result().top()).isEqualTo(old.top());
        assertThat(handed).hasSize(1);
        assertThat(handed.get(0).position()).isEqualTo(Position.before("e2"));
    }

    @Test
    void aBreakThatCannotBeFilledIsTold() {
        serve();
        hear(history.append(10));
        history.keep(2);
        history.append(11);
        Publication first = history.append(12);
        Publication second = history.append(13);
        hear(second);
        assertThat(texts())
                .containsExactly(
                        "e11@10",
                        "{'type':'reset','channel':'c','reason':'expired','epoch':'e1','offset':2,'timestamp':11}",
                        "e13@12",
                        "e14@13");
        assertThat(handed).contains(first, second);
    }

    @Test
    void anotherHistoryIsToldAndGoneOnWith() {
        serve();
        hear(history.append(10));
        history.flush("e2");
        hear(history.append(20));
        hear(history.append(21));
        assertThat(texts())
                .containsExactly(
                        "e11@10",
                        "{'type':'reset','channel':'c','reason':'epoch','epoch':'e2','offset':0,'timestamp':0}",
                        "e21@20",
                        "e22@21");
    }

    @Test
    void anOffsetThatIsUsedAgainIsFenced() {
        serve();
        hear(history.append(10), history.append(11));
        history.lose(1);
        Publication other = history.append(50);
        Publication next = history.append(51);
        hear(other, next);
        assertThat(texts())
                .containsExactly(
                        "e11@10",
                        "e12@11",
                        "{'type':'reset','channel':'c','reason':'fenced','epoch':'e1','offset':2,'timestamp':50}",
                        "e13@51");
    }

    @Test
    void aForkThatWasMissedIsFencedByTheNextMessage() {
        serve();
        hear(history.append(10), history.append(11));
        history.lose(1);
        history.append(50);
        hear(history.append(51));
        assertThat(texts().get(2)).contains("'reason':'fenced'");
        assertThat(texts().get(3)).isEqualTo("e13@51");
    }

    @Test
    void aLostTailIsToldEvenInAQuietChannel() {
        serve();
        hear(history.append(10), history.append(11));
        history.lose(1);
        continuity.doubtAll();
        assertThat(texts().get(2))
                .isEqualTo("{'type':'reset','channel':'c','reason':'ahead','epoch':'e1','offset':1,'timestamp':10}");
    }

    @Test
    void aMessageThatAFailoverHasLostIsNotWaitedForForEver() {
        serve();
        hear(history.append(10));
        history.append(11);
        Publication lost = history.append(12);
        history.hold();
        hear(lost);
        history.lose(2);
        history.answer();
        Publication next = history.append(60);
        hear(next);
        assertThat(texts()).containsExactly("e11@10", "e12@60");
        assertThat(history.pages).hasSize(2);
    }

    @Test
    void aReadingThatFailsIsRepeated() {
        serve();
        history.append(10);
        Publication second = history.append(11);
        history.away(true);
        hear(second);
        assertThat(handed).isEmpty();
        history.away(false);
        continuity.tick();
        assertThat(texts()).containsExactly("e11@10", "e12@11");
    }

    @Test
    void whatComesWhileAQuietChannelIsReadPasses() {
        serve();
        history.hold();
        continuity.doubtAll();
        Publication live = history.append(10);
        hear(live);
        assertThat(handed).containsExactly(live);
        history.answer();
        assertThat(handed).containsExactly(live);
    }

    @Test
    void aGapLongerThanAPageIsReadPageByPage() {
        serve();
        int count = 2 * Continuity.PAGE + 10;
        for (int i = 1; i <= count; i++) {
            history.append(i);
        }
        continuity.doubtAll();
        assertThat(handed.size()).isEqualTo(count);
        assertThat(history.pages).hasSize(4);
    }

    @Test
    void moreThanIsHeldIsReadAgain() {
        serve();
        history.append(1);
        history.hold();
        for (int i = 0; i < Held.MAX + 5; i++) {
            hear(history.append(i + 2));
        }
        history.answer();
        assertThat(handed.size()).isEqualTo(Held.MAX + 1);
        history.answer();
        assertThat(handed.size()).isEqualTo(Held.MAX + 6);
    }

    @Test
    void whoAsksOnlyForThePositionGetsTheOneThatTheHubsHave() {
        assertThat(recall(Optional.empty()).top()).isEqualTo(Position.before("e1"));
        hear(history.append(10));
        history.append(11);
        assertThat(recall(Optional.empty()).top()).isEqualTo(new Position("e1", 1, 10));
    }

    @Test
    void manyWhoComeBackCostOneReading() {
        serve();
        List<Publication> all = List.of(history.append(10), history.append(11), history.append(12));
        hear(all.toArray(Publication[]::new));
        int before = history.pages.size();
        history.hold();
        List<Future<Recollection>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(continuity.recall(new Recall(CHANNEL, Optional.of(Position.before("e1")))));
        }
        history.answer();
        answers.forEach(answer -> assertThat(answer.result().missed()).isEqualTo(all));
        Publication next = history.append(13);
        hear(next);
        Recollection later = recall(Optional.of(new Position("e1", 2, 11)));
        assertThat(later.missed()).containsExactly(all.get(2), next);
        assertThat(history.pages).hasSize(before + 1);
    }

    @Test
    void manyWhoComeBackTooLateCostOneReading() {
        serve();
        for (int i = 1; i <= 10; i++) {
            hear(history.append(i));
        }
        history.keep(3);
        hear(history.append(11));
        int before = history.pages.size();
        for (int i = 0; i < 100; i++) {
            assertThat(broken("e1", 2, 2)).contains(Discontinuity.EXPIRED);
            assertThat(broken("e1", 3, 3)).contains(Discontinuity.EXPIRED);
        }
        assertThat(history.pages).hasSize(before + 1);
        assertThat(broken("e1", 8, 8)).isEmpty();
        history.flush("e2");
        hear(history.append(50), history.append(51));
        assertThat(broken("e2", 1, 50)).as("another history").isEmpty();
    }

    @Test
    void whoNamesAnOlderPositionIsServedByAnotherReading() {
        serve();
        for (int i = 1; i <= 5; i++) {
            hear(history.append(i));
        }
        history.hold();
        Future<Recollection> younger = ask(new Position("e1", 3, 3));
        Future<Recollection> older = ask(new Position("e1", 1, 1));
        history.answer();
        assertThat(younger.result().missed()).hasSize(2);
        assertThat(older.isComplete()).isFalse();
        history.answer();
        assertThat(older.result().missed()).hasSize(4);
    }

    @Test
    void whoHasMissedNothingWhenTheHistoryIsReadMissesOnlyWhatCameMeanwhile() {
        Publication first = history.append(10);
        Past then = new Past(first.position(), List.of());
        history.hold();
        Future<Recollection> same = ask(first.position());
        Future<Recollection> other = ask(new Position("e1", 1, 99));
        Publication second = history.append(11);
        Publication third = history.append(12);
        Future<Recollection> ahead = ask(second.position());
        Future<Recollection> forked = ask(new Position("e1", 2, 99));
        hear(second, third);
        history.answer(then);
        assertThat(same.result())
                .isEqualTo(new Recollection(third.position(), Optional.empty(), List.of(second, third), false));
        assertThat(ahead.result().missed()).containsExactly(third);
        history.answer();
        assertThat(other.result().broken()).contains(Discontinuity.FENCED);
        assertThat(forked.result().broken()).contains(Discontinuity.FENCED);
    }

    @Test
    void whatIsHandedOverWhileAPageIsReadIsInTheAnswerToo() {
        serve();
        Publication first = history.append(10);
        hear(first);
        history.hold();
        Future<Recollection> answer = ask(Position.before("e1"));
        Past then = history.found();
        Publication second = history.append(11);
        hear(second);
        history.answer(then);
        assertThat(answer.result().missed()).containsExactly(first, second);
        assertThat(answer.result().more()).isFalse();
        assertThat(handed).containsExactly(first, second);
    }

    @Test
    void aBusyChannelThatKeepsLittleIsReadOnceAndNobodyIsToldOfABreak() {
        serve();
        history.keep(1);
        history.hold();
        continuity.doubtAll();
        hear(history.append(10), history.append(11), history.append(12));
        Past then = history.found();
        Publication last = history.append(13);
        hear(last);
        history.answer(then);
        assertThat(texts()).containsExactly("e11@10", "e12@11", "e13@12", "e14@13");
        assertThat(history.isRead()).isFalse();
        assertThat(broken("e1", 0, 0)).contains(Discontinuity.EXPIRED);
    }

    @Test
    void whatIsAnsweredEndsWhereTheHubsAre() {
        serve();
        Publication first = history.append(10);
        hear(first);
        Publication second = history.append(11);
        Recollection past = recall(Optional.of(Position.before("e1")));
        assertThat(handed).containsExactly(first, second);
        assertThat(past.missed()).containsExactly(first, second);
        assertThat(past.top()).isEqualTo(second.position());
    }

    @Test
    void aLongPastIsAnsweredInPieces() {
        for (int i = 1; i <= Continuity.PAGE + 5; i++) {
            history.append(i);
        }
        Recollection begin = recall(Optional.of(Position.before("e1")));
        assertThat(begin.missed()).hasSize(Continuity.PAGE);
        assertThat(begin.more()).isTrue();
        Publication last = begin.missed().get(Continuity.PAGE - 1);
        Recollection end = recall(Optional.of(last.position()));
        assertThat(end.missed()).hasSize(5);
        assertThat(end.more()).isFalse();
    }

    @Test
    void positionsThatCannotBeProvenAreRefused() {
        for (int i = 1; i <= 5; i++) {
            history.append(i);
        }
        history.keep(2);
        history.append(6);
        assertThat(broken("e1", 3, 3)).contains(Discontinuity.EXPIRED);
        assertThat(broken("e1", 4, 4)).isEmpty();
        assertThat(broken("e1", 5, 5)).isEmpty();
        assertThat(broken("e1", 5, 99)).contains(Discontinuity.FENCED);
        assertThat(broken("e1", 6, 6)).isEmpty();
        assertThat(broken("e1", 6, 99)).contains(Discontinuity.FENCED);
        assertThat(broken("e1", 7, 7)).contains(Discontinuity.AHEAD);
        assertThat(broken("e0", 6, 6)).contains(Discontinuity.EPOCH);
        assertThat(broken("e1", 0, 0)).contains(Discontinuity.EXPIRED);
    }

    @Test
    void whoComesBackAfterAFailoverThatLostItsLastMessageIsFencedAndSoIsEveryoneElse() {
        serve();
        hear(history.append(10), history.append(11));
        history.lose(1);
        history.append(50);
        history.append(51);
        assertThat(broken("e1", 2, 11)).as("told by this node's own tail").isEmpty();
        assertThat(broken("e1", 1, 10)).isEmpty();
        assertThat(texts().get(2)).contains("'reason':'fenced'");
        assertThat(broken("e1", 2, 11)).contains(Discontinuity.FENCED);
    }

    @Test
    void whatWasKeptOfAnErasedHistoryIsNobodysPast() {
        serve();
        for (int i = 1; i <= 10; i++) {
            hear(history.append(i));
        }
        assertThat(broken("e1", 5, 5)).isEmpty();
        history.flush("e2");
        hear(Publication.beginning(CHANNEL, "e2"));
        assertThat(broken("e1", 5, 5)).contains(Discontinuity.EPOCH);
    }

    @Test
    void whatWasKeptOfALostTailIsNobodysPast() {
        serve();
        for (int i = 1; i <= 10; i++) {
            hear(history.append(i));
        }
        assertThat(broken("e1", 5, 5)).isEmpty();
        history.lose(3);
        continuity.doubtAll();
        Publication other = history.append(50);
        hear(other);
        assertThat(recall(Optional.of(new Position("e1", 7, 7))).missed()).containsExactly(other);
        assertThat(broken("e1", 8, 8)).contains(Discontinuity.FENCED);
        assertThat(broken("e1", 9, 9)).contains(Discontinuity.AHEAD);
    }

    @Test
    void tenThousandChannelsAreReadWhateverTheBrokerAnswersAtOnce() {
        for (int i = 0; i < 10_000; i++) {
            continuity.recall(new Recall(new ChannelName("c" + i), Optional.empty()));
        }
        history.away(true);
        quiet();
        history.away(false);
        int before = history.pages.size();
        quiet();
        assertThat(history.pages).hasSize(before + 10_000);
        assertThat(continuity.recall(new Recall(CHANNEL, Optional.empty())).succeeded())
                .isTrue();
    }

    private void quiet() {
        for (int i = 0; i < Continuity.QUIET_TICKS; i++) {
            continuity.tick();
        }
    }

    @Test
    void whoAsksWhileTheBrokerIsAwayIsTold() {
        history.away(true);
        Future<Recollection> answer = ask(Position.before("e1"));
        assertThat(answer.cause()).isInstanceOf(BrokerUnavailableException.class);
        history.away(false);
        assertThat(recall(Optional.empty()).top()).isEqualTo(Position.before("e1"));
    }

    @Test
    void whoAsksAboutAChannelThatIsGivenUpMeanwhileIsTold() {
        history.hold();
        Future<Recollection> answer = ask(Position.before("e1"));
        continuity.forget(CHANNEL);
        history.answer();
        assertThat(answer.failed()).isTrue();
    }

    private void serve() {
        recall(Optional.empty());
    }

    private Recollection recall(Optional<Position> since) {
        return continuity.recall(new Recall(CHANNEL, since)).result();
    }

    private Future<Recollection> ask(Position since) {
        return continuity.recall(new Recall(CHANNEL, Optional.of(since)));
    }

    private Optional<Discontinuity> broken(String epoch, long offset, long timestamp) {
        return recall(Optional.of(new Position(epoch, offset, timestamp))).broken();
    }

    private void hear(Publication... publications) {
        continuity.hear(new ArrayList<>(Arrays.asList(publications)));
    }

    private List<String> texts() {
        return handed.stream()
                .map(each -> new String(each.text(), StandardCharsets.UTF_8).replace('"', '\''))
                .map(text -> text.startsWith("{'e") ? text.substring(2, text.length() - 2) : text)
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
