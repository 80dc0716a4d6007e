package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock is moved by hand: a step of it runs what was to be done 50 ms later. */
class DepartureTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HubBench hub = new HubBench();
    private final List<Runnable> later = new ArrayList<>();
    private long now;
    private final Departure departure = departure(1);

    private Departure departure(long seed) {
        return new Departure(hub.hub, new Random(seed), (millis, task) -> later.add(task), () -> now);
    }

    @AfterEach
    void end() {
        hub.run(() -> hub.hub
                .everyone()
                .all()
                .forEach(connection -> connection.socket().terminate()));
        hub.close();
    }

    @Test
    void a_drain_tells_everyone_when_to_come_back_and_closes_them_evenly() {
        List<TestClient> clients = connect(20);
        Future<Void> drained = hub.on(context -> departure.drain(SECOND));
        assertThat(gone(clients)).isEqualTo(1);
        steps(9);
        assertThat(gone(clients)).isEqualTo(10);
        steps(10);
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.heard().toString())
                        .containsPattern("'draining','reconnectAfter':\\d{3,4}}, 1001]"));
        clients.forEach(TestClient::vanishes);
        steps(1);
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void a_drain_that_was_held_up_catches_up() {
        List<TestClient> clients = connect(20);
        hub.run(() -> departure.drain(SECOND));
        now += 400;
        steps(1);
        assertThat(gone(clients)).isEqualTo(10);
    }

    @Test
    void a_move_that_was_held_up_hurries_nobody() {
        List<TestClient> clients = connect(20);
        hub.run(() -> departure.move(1, SECOND));
        now += 400;
        steps(1);
        assertThat(gone(clients)).isEqualTo(2);
    }

    @Test
    void an_empty_hub_is_drained_at_once() {
        boolean drained = hub.on(context -> departure.drain(SECOND).succeeded());
        assertThat(drained).isTrue();
    }

    @Test
    void a_move_closes_its_part_with_3011_and_ends() {
        List<TestClient> clients = connect(20);
        hub.run(() -> departure.move(0.5, SECOND));
        assertThat(gone(clients)).isZero();
        steps(19);
        assertThat(gone(clients)).isEqualTo(10);
        assertThat(later).isEmpty();
        assertThat(clients.stream().filter(DepartureTest::isGone))
                .allSatisfy(client -> assertThat(client.heard().toString()).containsPattern("'draining'.*, 3011]"));
    }

    @Test
    void who_moves_is_left_to_chance() {
        Set<List<Integer>> choices = new HashSet<>();
        for (int seed = 0; seed < 5; seed++) {
            List<TestClient> clients = connect(8);
            Departure some = departure(seed);
            hub.run(() -> some.move(0.5, Duration.ZERO));
            choices.add(IntStream.range(0, 8)
                    .filter(i -> isGone(clients.get(i)))
                    .boxed()
                    .toList());
            clients.forEach(TestClient::vanishes);
        }
        assertThat(choices)
                .hasSizeGreaterThan(1)
                .allSatisfy(choice -> assertThat(choice).hasSize(4));
    }

    @Test
    void a_second_move_takes_the_place_of_the_first_and_one_of_nobody_ends_it() {
        List<TestClient> clients = connect(20);
        hub.run(() -> departure.move(1, SECOND));
        steps(3);
        assertThat(gone(clients)).isEqualTo(4);
        hub.run(() -> departure.move(0.25, SECOND));
        steps(30);
        assertThat(gone(clients)).isEqualTo(8);
        hub.run(() -> departure.move(1, SECOND));
        int before = gone(clients);
        hub.run(() -> departure.move(0, Duration.ZERO));
        steps(30);
        assertThat(gone(clients)).isEqualTo(before);
    }

    @Test
    void a_move_does_not_end_a_drain_and_a_drain_ends_a_move() {
        List<TestClient> clients = connect(20);
        hub.run(() -> departure.move(1, Duration.ofHours(1)));
        hub.run(() -> departure.drain(SECOND));
        hub.run(() -> departure.move(0, Duration.ZERO));
        steps(19);
        assertThat(gone(clients)).isEqualTo(20);
    }

    @Test
    void a_drain_that_is_taken_back_leaves_those_who_are_left_and_another_goes_on() {
        List<TestClient> clients = connect(20);
        hub.run(() -> departure.drain(SECOND));
        steps(4);
        hub.run(departure::stay);
        steps(30);
        assertThat(gone(clients)).isEqualTo(5);
        hub.run(() -> departure.drain(Duration.ZERO));
        assertThat(gone(clients)).isEqualTo(20);
    }

    private List<TestClient> connect(int count) {
        return IntStream.range(0, count).mapToObj(i -> hub.connect("user-" + i)).toList();
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            List<Runnable> due = List.copyOf(later);
            later.clear();
            now += Pace.STEP_MILLIS;
            due.forEach(hub::run);
        }
    }

    private static int gone(List<TestClient> clients) {
        return (int) clients.stream().filter(DepartureTest::isGone).count();
    }

    private static boolean isGone(TestClient client) {
        return client.heard().get(client.heard().size() - 1).matches("\\d{4}");
    }
}
