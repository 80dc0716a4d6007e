package io.carillon.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Occupancy;
import io.carillon.bus.Passage;
import io.carillon.bus.Passage.Kind;
import io.carillon.channel.ChannelName;
import io.carillon.metrics.Exposition;
import io.carillon.metrics.HookMeters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final FakeEventStore store = new FakeEventStore();
    private final Exposition exposition = new Exposition();
    private final HookMeters meters = exposition.hookMeters();
    private long now = 1;
    private int leases;
    private final Journal journal =
            new Journal(store, () -> "L" + ++leases, 4, () -> now, new Losses(meters, () -> now));

    @AfterEach
    void end() {
        exposition.close();
    }

    private void passes(Kind kind, String... clients) {
        journal.onPassages(Stream.of(clients)
                .map(client -> new Passage(kind, client, "ada", 7, 0))
                .toList());
    }

    private void occupied(String channel, boolean occupied) {
        journal.onOccupancies(List.of(new Occupancy(new ChannelName(channel), occupied, 7)));
    }

    @Test
    void what_happens_is_written_in_order_one_call_at_a_time() {
        journal.tick();
        passes(Kind.CAME, "a");
        passes(Kind.CAME, "b");
        passes(Kind.WENT, "a");
        occupied("room", true);
        assertThat(store.done()).containsExactly("L1 CAME a");
        assertThat(store.done()).containsExactly("L1 CAME b WENT a OCCUPIED room");
        assertThat(store.takeWritten()).isEmpty();
    }

    @Test
    void without_a_lease_nothing_is_written() {
        store.up = false;
        journal.tick();
        passes(Kind.CAME, "a");
        assertThat(store.takeWritten()).isEmpty();
        store.up = true;
        journal.tick();
        assertThat(store.takeWritten()).containsExactly("L1 CAME a");
    }

    @Test
    void what_was_not_written_is_written_again_before_what_comes_later() {
        journal.tick();
        passes(Kind.CAME, "a");
        passes(Kind.CAME, "b");
        store.takeWritten();
        store.fail();
        assertThat(store.takeWritten()).isEmpty();
        journal.tick();
        assertThat(store.takeWritten()).containsExactly("L1 CAME a CAME b");
    }

    @Test
    void who_is_unknown_cannot_go_and_a_channel_is_vacated_once() {
        journal.tick();
        passes(Kind.WENT, "a");
        occupied("room", false);
        assertThat(store.takeWritten()).isEmpty();
    }

    @Test
    void one_who_was_there_before_is_not_new() {
        journal.tick();
        passes(Kind.REMAINED, "a");
        passes(Kind.REMAINED, "a");
        assertThat(store.done()).containsExactly("L1 STAYED a");
        assertThat(store.takeWritten()).isEmpty();
    }

    @Test
    void after_another_connection_everything_is_moved_to_a_new_lease_first() {
        journal.tick();
        passes(Kind.CAME, "a");
        store.done();
        occupied("room", true);
        store.done();
        store.up = false;
        passes(Kind.CAME, "b");
        passes(Kind.WENT, "a");
        store.up = true;
        store.returns++;
        passes(Kind.CAME, "c");
        assertThat(store.takeWritten()).isEmpty();
        journal.tick();
        assertThat(store.done()).containsExactly("L2 OCCUPIED room");
        assertThat(store.done()).containsExactly("L2 CAME b WENT a CAME c");
    }

    @Test
    void a_store_that_has_forgotten_gets_everything_back_without_a_word() {
        journal.tick();
        passes(Kind.CAME, "a");
        store.done();
        occupied("room", true);
        store.done();
        store.epoch = "e2";
        passes(Kind.CAME, "b");
        store.takeWritten();
        store.refuse();
        journal.tick();
        assertThat(store.done()).containsExactly("L2 RESTORED a KEPT room");
        assertThat(store.done()).containsExactly("L2 CAME b");
    }

    @Test
    void a_channel_that_was_vacated_while_the_store_forgot_it_is_told_all_the_same() {
        journal.tick();
        occupied("room", true);
        store.done();
        occupied("hall", true);
        store.done();
        store.up = false;
        store.epoch = "e2";
        occupied("room", false);
        occupied("hall", false);
        occupied("hall", true);
        store.up = true;
        store.returns++;
        journal.tick();
        assertThat(store.done()).containsExactly("L2 KEPT room KEPT hall");
        assertThat(store.done()).containsExactly("L2 VACATED room VACATED hall OCCUPIED hall");
    }

    @Test
    void a_write_that_ends_under_an_old_lease_is_repeated_under_the_new_one() {
        journal.tick();
        passes(Kind.CAME, "a");
        store.returns++;
        journal.tick();
        store.takeWritten();
        assertThat(store.done()).isEmpty();
        assertThat(store.takeWritten()).containsExactly("L2 CAME a");
    }

    @Test
    void moves_that_end_under_an_old_lease_are_made_anew() {
        journal.tick();
        passes(Kind.CAME, "a");
        store.done();
        store.returns++;
        journal.tick();
        assertThat(store.takeWritten()).containsExactly("L2 STAYED a");
        store.returns++;
        journal.tick();
        store.done();
        assertThat(store.done()).containsExactly("L3 STAYED a");
        assertThat(store.takeWritten()).isEmpty();
    }

    @Test
    void what_is_too_much_is_counted_and_the_lease_given_up() {
        store.up = false;
        journal.tick();
        passes(Kind.CAME, "a", "b", "c", "d", "e", "f");
        store.up = true;
        journal.tick();
        assertThat(store.done()).containsExactly("L1 CAME c CAME d CAME e CAME f");
        journal.tick();
        assertThat(store.takeWritten())
                .singleElement()
                .asString()
                .startsWith("L2 ")
                .contains("STAYED a", "STAYED b", "STAYED c", "STAYED f");
    }

    @Test
    void lapsed_leases_are_swept_once_at_a_time() {
        journal.tick();
        store.lapsed = List.of("dead.1");
        now += 5_000;
        journal.tick();
        assertThat(store.swept).containsExactly("dead.1");
    }

    @Test
    void channels_that_a_new_bridge_does_not_name_are_vacated_after_a_while() {
        journal.tick();
        occupied("room", true);
        store.done();
        occupied("hall", true);
        store.done();
        journal.onBridgeUp();
        occupied("room", true);
        now += 5_000;
        journal.tick();
        assertThat(store.takeWritten()).isEmpty();
        for (int i = 0; i < 6; i++) {
            now += 5_000;
            journal.tick();
        }
        assertThat(store.takeWritten()).containsExactly("L1 VACATED hall");
    }

    @Test
    void who_leaves_writes_what_is_left_and_gives_the_lease_back() {
        journal.tick();
        passes(Kind.CAME, "a");
        passes(Kind.WENT, "a");
        var left = journal.retire();
        assertThat(left.isComplete()).isFalse();
        store.done();
        assertThat(store.done()).containsExactly("L1 WENT a");
        assertThat(left.succeeded()).isTrue();
        assertThat(store.retired).containsExactly("L1");
    }

    @Test
    void who_leaves_without_a_store_leaves_at_once() {
        store.up = false;
        journal.tick();
        passes(Kind.CAME, "a");
        assertThat(journal.retire().succeeded()).isTrue();
    }
}
