package io.carillon.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Draft;
import io.carillon.broker.Drafts;
import io.carillon.broker.Page;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Retention;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    private static final ChannelName A = new ChannelName("a");
    private static final Page FIRST = Page.after(0, 1_000);
    private static final String LARGE = '"' + "x".repeat(1 << 20) + '"';

    private long now;
    private final Histories histories = new Histories(() -> now);

    @Test
    void whatTheFeedRefusesIsNotStored() {
        assertThatThrownBy(() -> histories.publish(Drafts.keyed("a", "1", 1, "k"), refused -> false))
                .isInstanceOf(BrokerUnavailableException.class);
        assertThat(histories.read(A, FIRST).top().offset()).isZero();
        assertThat(publish(Drafts.keyed("a", "1", 1, "k")).orElseThrow().offset())
                .isEqualTo(1);
        assertThatThrownBy(() -> histories.publish(Drafts.passing("b", "1", "k"), refused -> false))
                .isInstanceOf(BrokerUnavailableException.class);
        int[] delivered = new int[1];
        histories.publish(Drafts.passing("b", "1", "k"), publication -> ++delivered[0] > 0);
        assertThat(delivered[0]).isEqualTo(1);
    }

    @Test
    void thereIsABoundForAllHistoriesTogether() {
        int stored = 0;
        while (isStored(Drafts.kept("c" + stored, LARGE, 1))) {
            stored++;
        }
        assertThat(stored).isBetween(100, (int) (Histories.MAX_BYTES >> 20));
        assertThat(histories.read(new ChannelName("c0"), FIRST).entries()).hasSize(1);
        now += Drafts.KEPT.ttl().toMillis();
        for (int i = 0; i < stored; i++) {
            histories.read(new ChannelName("c0"), FIRST);
        }
        assertThat(isStored(Drafts.kept("new", LARGE, 1))).isTrue();
    }

    @Test
    void whoLooksAtManyChannelsTakesNoRoomFromWhoPublishes() {
        Page longest = FIRST.keepingEmpty(Broker.POSITION_LIFE.toMillis());
        Position watched = histories.read(A, longest).top();
        for (int i = 0; i < 10 * Histories.MAX_UNUSED; i++) {
            histories.read(new ChannelName("read" + i), longest);
            if (i % 1_000 == 0) {
                assertThat(histories.read(A, longest).top()).isEqualTo(watched);
            }
        }
        assertThat(histories.bytes()).isLessThan(Histories.MAX_BYTES / 4);
        assertThat(isStored(Drafts.kept("new", "1", 1))).isTrue();
        assertThat(publish(Drafts.kept("a", "1", 1)).orElseThrow()).isEqualTo(new Position(watched.epoch(), 1, 1));
    }

    @Test
    void nothingIsLeftOfALook() {
        for (int i = 0; i < 1_000; i++) {
            histories.read(new ChannelName("read" + i), FIRST.keepingEmpty(0));
        }
        assertThat(histories.bytes()).isZero();
    }

    @Test
    void whatTheFeedRefusesBeginsNoHistory() {
        for (int i = 0; i < 1_000; i++) {
            Draft draft = Drafts.kept("c" + i, "1", 1);
            assertThatThrownBy(() -> histories.publish(draft, refused -> false))
                    .isInstanceOf(BrokerUnavailableException.class);
        }
        assertThat(histories.bytes()).isZero();
    }

    @Test
    void trimmedEntriesMakeRoom() {
        Retention one = new Retention(1, Duration.ofMinutes(1));
        for (int i = 1; i <= 1_000; i++) {
            assertThat(publish(Drafts.kept("a", LARGE, i, one)).orElseThrow().offset())
                    .isEqualTo(i);
        }
    }

    @Test
    void keysAreForgottenWithTimeWhateverIsUsed() {
        int stored = 0;
        while (isStored(Drafts.passing("a", "1", stored + "k".repeat(1_000)))) {
            stored++;
        }
        assertThat(isStored(Drafts.passing("a", "1", "0" + "k".repeat(1_000)))).isTrue();
        now += Broker.KEY_LIFE.toMillis();
        assertThat(isStored(Drafts.passing("a", "1", "new"))).isTrue();
        for (int i = 0; i < stored; i++) {
            histories.publish(Drafts.kept("a", "1", 1), publication -> true);
        }
        assertThat(histories.bytes()).isLessThan(10_000_000);
    }

    @Test
    void nothingIsLeftOfWhatNobodyUses() {
        for (int i = 0; i < 1_000; i++) {
            publish(Drafts.keyed("c" + i, "1", 1, "k"));
        }
        long full = histories.bytes();
        now += Broker.POSITION_LIFE.toMillis();
        for (int i = 0; i < 1_000; i++) {
            histories.read(A, FIRST);
        }
        assertThat(histories.bytes()).isLessThan(full / 500);
    }

    @Test
    void entriesThatComeAndGoAreDroppedEachTime() {
        Retention minute = new Retention(10, Duration.ofMinutes(1));
        long first = 0;
        for (int i = 0; i < 100; i++) {
            publish(Drafts.kept("a", LARGE, i, minute));
            now += minute.ttl().toMillis();
            histories.read(new ChannelName("other"), FIRST);
            first = first == 0 ? histories.bytes() : first;
            assertThat(histories.bytes()).isEqualTo(first).isLessThan(LARGE.length());
        }
    }

    private boolean isStored(Draft draft) {
        try {
            publish(draft);
            return true;
        } catch (BrokerUnavailableException e) {
            return false;
        }
    }

    private Optional<Position> publish(Draft draft) {
        return histories.publish(draft, publication -> true);
    }
}
