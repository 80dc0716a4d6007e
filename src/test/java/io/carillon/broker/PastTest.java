package io.carillon.broker;

import static io.carillon.channel.Discontinuity.AHEAD;
import static io.carillon.channel.Discontinuity.EPOCH;
import static io.carillon.channel.Discontinuity.EXPIRED;
import static io.carillon.channel.Discontinuity.FENCED;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Entries have ten times their offset for a timestamp. */
class PastTest {
    private static final Position EMPTY = at(0);

    @Test
    void whoHasTheNewestMissesNothing() {
        assertThat(past(5).breakAfter(at(5))).isEmpty();
        assertThat(past(0).breakAfter(EMPTY)).isEmpty();
    }

    @Test
    void whoStandsRightBeforeThePageCanGoOn() {
        assertThat(past(5, 4, 5).breakAfter(at(3))).isEmpty();
        assertThat(past(5, 1, 2).breakAfter(EMPTY)).isEmpty();
    }

    @Test
    void anotherHistoryIsToldBeforeAllElse() {
        assertThat(past(5).breakAfter(new Position("f", 5, 50))).contains(EPOCH);
        assertThat(past(5).breakAfter(new Position("f", 9, 50))).contains(EPOCH);
        assertThat(past(0).breakAfter(new Position("f", 0, 0))).contains(EPOCH);
    }

    @Test
    void anOffsetThatTheHistoryHasNotReachedIsAhead() {
        assertThat(past(5).breakAfter(at(6))).contains(AHEAD);
        assertThat(past(0).breakAfter(at(1))).contains(AHEAD);
    }

    @Test
    void anotherEntryAtTheOffsetIsFenced() {
        assertThat(past(5).breakAfter(new Position("e", 5, 51))).contains(FENCED);
        assertThat(past(5, 4, 5).breakAfter(new Position("e", 3, 29))).contains(FENCED);
        assertThat(past(5, 1, 2).breakAfter(new Position("e", 0, 1))).contains(FENCED);
        assertThat(past(0).breakAfter(new Position("e", 0, 1))).contains(FENCED);
    }

    @Test
    void whatIsNotKeptAnyMoreHasExpired() {
        assertThat(past(5, 4, 5).breakAfter(at(2))).contains(EXPIRED);
        assertThat(past(5).breakAfter(at(4))).contains(EXPIRED);
        assertThat(past(5).breakAfter(EMPTY)).contains(EXPIRED);
    }

    @Test
    void moreMeansNewerThanTheLastOfThePage() {
        assertThat(past(5, 3, 4).hasMore()).isTrue();
        assertThat(past(5, 4, 5).hasMore()).isFalse();
        assertThat(past(5).hasMore()).isFalse();
    }

    private static Past past(long top, long... offsets) {
        List<Publication> entries = LongStream.of(offsets)
                .mapToObj(offset -> new Publication(new ChannelName("a"), new byte[0], at(offset), (offset - 1) * 10))
                .toList();
        return new Past(at(top), entries);
    }

    private static Position at(long offset) {
        return new Position("e", offset, offset * 10);
    }
}
