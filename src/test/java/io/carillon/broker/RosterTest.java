package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Movement;
import io.carillon.bus.Movement.Kind;
import io.carillon.bus.Movements;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Member;
import io.carillon.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final long GRACE = 7_000;

    private final FakePresenceStore store = new FakePresenceStore();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);
    private int leases;
    private long now = 1_000_000;
    private Roster roster = roster(GRACE);

    private Roster roster(long grace) {
        return new Roster(
                store,
                channel -> channel.value().startsWith("told"),
                Duration.ofMillis(grace),
                () -> "L" + ++leases,
                () -> now,
                meters);
    }

    private void tick() {
        roster.tick();
    }

    private void pass(long millis) {
        now += millis;
        tick();
    }

    private void tell(Kind kind, String channel, String... clients) {
        tell(0, kind, channel, clients);
    }

    private void tell(int hub, Kind kind, String channel, String... clients) {
        List<Movement> list = new ArrayList<>();
        for (String client : clients) {
            list.add(movement(kind, channel, client));
        }
        roster.take(new Movements(hub, list));
    }

    private static Movement movement(Kind kind, String channel, String client) {
        boolean comes = kind == Kind.ENTERED || kind == Kind.REMAINED;
        return new Movement(kind, new ChannelName(channel), client, comes ? new Member(client, client, "{}") : null);
    }

    /** One member, known to the store under the lease L1. */
    private void present(String channel, String client) {
        tick();
        tell(Kind.ENTERED, channel, client);
        assertThat(store.done()).hasSize(1);
    }

    @Test
    void members_are_written_once_the_lease_is_held() {
        tell(Kind.ENTERED, "a", "c1", "c2");
        assertThat(store.taken()).isEmpty();
        tick();
        assertThat(store.taken()).containsExactly("a L1 JOIN c1 JOIN c2");
    }

    @Test
    void who_comes_and_goes_before_it_is_written_costs_nothing() {
        tell(Kind.ENTERED, "a", "c1", "c2", "c3");
        tell(Kind.LEFT, "a", "c1");
        tell(Kind.ENDED, "a", "c2");
        tick();
        assertThat(store.taken()).containsExactly("a L1 JOIN c3");
        tell(Kind.LEFT, "a", "c3");
        tell(Kind.ENTERED, "a", "c3");
        assertThat(store.done()).isEmpty();
    }

    @Test
    void one_change_of_a_channel_is_under_way_and_the_difference_follows() {
        tick();
        tell(Kind.ENTERED, "a", "c1");
        tell(Kind.ENTERED, "a", "c2");
        tell(Kind.LEFT, "a", "c1");
        tell(Kind.ENTERED, "b", "c3");
        assertThat(store.taken()).containsExactly("a L1 JOIN c1", "b L1 JOIN c3");
        assertThat(store.done()).containsExactly("a L1 known JOIN c2 DEPART c1");
    }

    @Test
    void who_leaves_departs_at_once() {
        present("a", "c1");
        tell(Kind.LEFT, "a", "c1");
        assertThat(store.taken()).containsExactly("a L1 known DEPART c1");
        assertThat(store.done()).isEmpty();
        tell(Kind.LEFT, "a", "c1");
        assertThat(store.taken()).isEmpty();
    }

    @Test
    void whose_connection_ends_is_away_for_the_grace_and_then_departs() {
        present("a", "c1");
        tell(Kind.ENDED, "a", "c1");
        assertThat(store.taken()).containsExactly("a L1 known AWAY c1");
        assertThat(store.done()).isEmpty();
        pass(GRACE - 1);
        assertThat(store.taken()).isEmpty();
        pass(1);
        assertThat(store.taken()).containsExactly("a L1 DEPART c1");
    }

    @Test
    void who_is_away_may_have_been_replaced_on_another_node() {
        present("a", "c1");
        tell(Kind.ENDED, "a", "c1");
        store.taken();
        store.fail();
        tell(Kind.ENTERED, "a", "c2");
        tick();
        assertThat(store.taken()).containsExactly("a L1 FOLLOW c1 AWAY c1 JOIN c2");
    }

    @Test
    void without_grace_the_end_of_the_connection_is_the_end() {
        roster = roster(0);
        tick();
        tell(Kind.ENTERED, "a", "c1");
        store.done();
        tell(Kind.ENDED, "a", "c1");
        assertThat(store.taken()).containsExactly("a L2 known DEPART c1");
    }

    @Test
    void a_write_that_has_failed_is_tried_again_on_the_next_tick_and_may_have_been_done() {
        tick();
        tell(Kind.ENTERED, "a", "c1", "c2");
        assertThat(store.taken()).hasSize(1);
        tell(Kind.LEFT, "a", "c2");
        store.fail();
        assertThat(store.taken()).isEmpty();
        tick();
        assertThat(store.taken()).containsExactly("a L1 DEPART c2 RETURN c1");
        store.fail();
        tick();
        assertThat(store.taken()).containsExactly("a L1 DEPART c2 RETURN c1");
        assertThat(store.done()).isEmpty();
    }

    @Test
    void who_comes_back_while_its_departure_is_under_way_joins_again() {
        present("a", "c1");
        tell(Kind.LEFT, "a", "c1");
        tell(Kind.ENTERED, "a", "c1");
        assertThat(store.done()).containsExactly("a L1 known DEPART c1", "a L1 JOIN c1");
    }

    @Test
    void while_the_store_is_away_only_the_difference_waits() {
        present("a", "c1");
        store.up = false;
        tell(Kind.ENTERED, "a", "c2", "c3");
        tell(Kind.LEFT, "a", "c3", "c1");
        pass(60_000);
        assertThat(store.taken()).isEmpty();
        store.up = true;
        tick();
        assertThat(store.taken()).containsExactly("a L1 known JOIN c2 DEPART c1");
    }

    @Test
    void after_another_connection_all_members_are_moved_to_a_new_lease() {
        present("a", "c1");
        present("a", "c2");
        present("b", "c3");
        tell(Kind.ENDED, "a", "c2");
        store.done();
        tell(Kind.LEFT, "b", "c3");
        store.taken();
        store.returns++;
        tick();
        assertThat(store.renewed).containsExactly("L1", "L1", "L2");
        assertThat(store.taken()).containsExactly("a L2 RESTORE c1 FOLLOW c2 AWAY c2");
        assertThat(store.done()).containsExactly("b L2 DEPART c3");
        assertThat(registry.counter("carillon.presence.leases.replaced").count())
                .isEqualTo(1);
    }

    @Test
    void members_of_a_lease_that_has_lapsed_before_they_could_be_moved_return() {
        present("a", "c1");
        store.returns++;
        store.breaksUp = true;
        tick();
        assertThat(store.renewed).containsExactly("L1", "L1");
        store.breaksUp = false;
        now += Lease.LIFE.toMillis();
        store.up = true;
        tick();
        assertThat(store.renewed).containsExactly("L1", "L1", "L2", "L3");
        assertThat(store.taken()).containsExactly("a L3 RETURN c1");
    }

    @Test
    void a_change_that_was_under_way_under_the_old_lease_is_no_confirmation() {
        tick();
        tell(Kind.ENTERED, "a", "c1");
        store.returns++;
        tick();
        store.taken();
        assertThat(store.done()).containsExactly("a L2 RETURN c1");
    }

    @Test
    void members_whose_lease_was_taken_away_return() {
        present("a", "c1");
        present("a", "c2");
        tell(Kind.ENDED, "a", "c2");
        store.done();
        store.lost = true;
        pass(Lease.RENEWAL_MILLIS);
        assertThat(store.renewed).containsExactly("L1", "L1", "L2");
        assertThat(store.taken()).containsExactly("a L2 RETURN c1 FOLLOW c2 AWAY c2");
    }

    @Test
    void a_lease_that_may_have_been_taken_is_not_taken_again() {
        store.mute = true;
        tick();
        store.mute = false;
        tick();
        store.mute = true;
        pass(Lease.RENEWAL_MILLIS);
        store.mute = false;
        tick();
        assertThat(store.renewed).containsExactly("L1", "L2", "L2", "L2");
    }

    @Test
    void nothing_is_written_under_a_lease_that_the_store_may_have_lost() {
        present("a", "c1");
        store.returns++;
        tell(Kind.ENTERED, "a", "c2");
        assertThat(store.taken()).isEmpty();
        tick();
        assertThat(store.taken()).containsExactly("a L2 JOIN c2 RESTORE c1");
    }

    @Test
    void members_that_the_store_has_forgotten_are_restored_and_those_gone_meanwhile_are_bidden_farewell() {
        present("a", "c1");
        present("a", "c2");
        present("a", "c3");
        tell(Kind.ENDED, "a", "c2");
        store.done();
        store.up = false;
        tell(Kind.LEFT, "a", "c3");
        store.epoch = "e2";
        store.up = true;
        pass(Lease.RENEWAL_MILLIS);
        assertThat(store.taken()).containsExactly("a L2 FAREWELL c3 RESTORE c1 RESTORE c2 AWAY c2");
    }

    @Test
    void a_departure_that_was_under_way_when_the_store_forgot_everything_is_told() {
        present("a", "c1");
        tell(Kind.LEFT, "a", "c1");
        store.taken();
        store.epoch = "e2";
        store.returns++;
        store.fail();
        tick();
        assertThat(store.taken()).containsExactly("a L2 FAREWELL c1");
    }

    @Test
    void a_channel_that_the_store_does_not_know_makes_the_lease_doubtful() {
        present("a", "c1");
        store.epoch = "e2";
        tell(Kind.LEFT, "a", "c1");
        store.taken();
        store.unknown();
        assertThat(store.renewed).containsExactly("L1", "L1", "L2");
        tick();
        assertThat(store.taken()).containsExactly("a L2 FAREWELL c1");
    }

    @Test
    void a_channel_that_is_lost_under_a_good_lease_is_put_again() {
        present("a", "c1");
        tell(Kind.ENTERED, "a", "c2");
        store.taken();
        store.unknown();
        tick();
        assertThat(store.taken()).containsExactly("a L1 JOIN c2 RESTORE c1");
    }

    @Test
    void a_hub_that_begins_again_has_lost_its_connections() {
        tick();
        tell(0, Kind.ENTERED, "a", "c1");
        store.done();
        tell(1, Kind.ENTERED, "a", "c2");
        store.done();
        roster.hubReset(1);
        assertThat(store.taken()).containsExactly("a L1 known AWAY c2");
    }

    @Test
    void who_was_there_before_this_bridge_returns() {
        tick();
        tell(Kind.REMAINED, "a", "c1");
        assertThat(store.taken()).containsExactly("a L1 RETURN c1");
        store.done();
        tell(Kind.REMAINED, "a", "c1");
        assertThat(store.taken()).isEmpty();
    }

    @Test
    void after_a_pause_of_the_process_nothing_is_written_before_the_lease_was_asked_for() {
        present("a", "c1");
        now += Lease.LIFE.toMillis();
        tell(Kind.ENTERED, "a", "c2");
        assertThat(store.taken()).isEmpty();
        store.lost = true;
        tick();
        assertThat(store.taken()).containsExactly("a L2 JOIN c2 RETURN c1");
    }

    @Test
    void ten_thousand_members_renew_one_lease() {
        tick();
        for (int channel = 0; channel < 10_000; channel++) {
            tell(Kind.ENTERED, "a" + channel, "c" + channel);
        }
        assertThat(store.underWay).hasSize(Roster.MAX_UNDER_WAY);
        while (!store.underWay.isEmpty()) {
            store.done();
        }
        store.renewed.clear();
        pass(Lease.RENEWAL_MILLIS);
        assertThat(store.renewed).containsExactly("L1");
        assertThat(store.taken()).isEmpty();
    }

    @Test
    void a_great_channel_is_written_in_parts() {
        tick();
        String[] clients = new String[1_000];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = "c" + i;
        }
        tell(Kind.ENTERED, "a", clients);
        int writes = 0;
        while (!store.underWay.isEmpty()) {
            assertThat(store.taken())
                    .allSatisfy(
                            each -> assertThat(each.split(" JOIN ")).hasSizeLessThanOrEqualTo(Change.MAX_STEPS + 1));
            store.underWay.remove().complete(true);
            writes++;
        }
        assertThat(writes).isEqualTo(3);
    }

    @Test
    void what_has_lapsed_is_swept_and_each_once_at_a_time() {
        store.lapsed = List.of("X", "Y");
        tick();
        store.lapsed = List.of("X");
        pass(Lease.RENEWAL_MILLIS);
        assertThat(store.swept).containsExactly("X", "Y");
        store.sweeping.remove().complete(7L);
        pass(Lease.RENEWAL_MILLIS);
        assertThat(store.swept).containsExactly("X", "Y", "X");
        assertThat(registry.counter("carillon.presence.swept").count()).isEqualTo(7);
    }

    @Test
    void one_that_goes_writes_what_it_can_and_leaves_the_rest_to_the_grace() {
        present("a", "c1");
        tell(Kind.ENDED, "a", "c1");
        Future<Void> gone = roster.retire();
        assertThat(gone.isComplete()).isFalse();
        assertThat(store.done()).containsExactly("a L1 known AWAY c1");
        assertThat(gone.succeeded()).isTrue();
        assertThat(store.retired).containsExactly("L1 " + GRACE);
    }

    @Test
    void one_that_goes_does_not_wait_for_a_store_that_is_away() {
        present("a", "c1");
        store.up = false;
        tell(Kind.ENDED, "a", "c1");
        assertThat(roster.retire().succeeded()).isTrue();
    }
}
