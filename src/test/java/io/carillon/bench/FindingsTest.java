package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What makes a run with a whole cluster unclean. */
class FindingsTest {
    private static final Quantiles NONE = Quantiles.of(Quantiles.histogram());
    private static final String GOING_AWAY = "closed: 1001 Server shutting down";

    private static Counts counts(Map<Count, Long> values) {
        Counts counts = new Counts();
        values.forEach(counts::set);
        return counts;
    }

    private static Faults faults(Map<String, Integer> times) {
        Faults faults = new Faults();
        times.forEach((name, count) -> {
            for (int i = 0; i < count; i++) {
                faults.add(name);
            }
        });
        return faults;
    }

    private static List<String> outage(Map<Count, Long> counts, Map<String, Integer> faults, double allServed) {
        return new Outage(1, 3, 10, 1, 0, 2, 3, allServed, counts(counts), faults(faults), NONE, NONE, NONE)
                .blemishes();
    }

    private static List<String> farewell(long told, int closed, Integer... exitCodes) {
        return new Farewell(
                        Duration.ofSeconds(1),
                        3,
                        1,
                        2,
                        List.of(exitCodes),
                        counts(Map.of(Count.WARNED, told)),
                        faults(Map.of(GOING_AWAY, closed)))
                .blemishes();
    }

    @Test
    void whatClientsOfADeadNodeMissAndAreRefusedIsNoBlemish() {
        Map<Count, Long> counts = Map.of(
                Count.DROPPED, 3L, Count.EXPECTED, 20L, Count.DELIVERED, 15L, Count.AWAY, 5L, Count.POSTPONED, 2L);
        Map<String, Integer> faults = Map.of(
                "closed: without a close frame", 3, "handshake: 503 Too many connections", 2, "connect: refused", 1);
        assertThat(outage(counts, faults, 4)).isEmpty();
    }

    @Test
    void whatOthersLoseIs() {
        assertThat(outage(Map.of(Count.DROPPED, 3L, Count.EXPECTED, 20L, Count.DELIVERED, 19L), Map.of(), 4))
                .containsExactly("kill -9: 1 deliveries lost");
    }

    @Test
    void soAreConnectionsThatTheNodeDidNotHave() {
        assertThat(outage(Map.of(Count.DROPPED, 4L), Map.of(), 4))
                .containsExactly("kill -9: 4 connections were cut, the node had 3");
    }

    @Test
    void soIsAClientThatDidNotWait() {
        assertThat(outage(Map.of(Count.DROPPED, 3L, Count.EARLY, 1L), Map.of(), 4))
                .containsExactly("kill -9: 1 clients came back too early");
    }

    @Test
    void soIsOneThatNeverCameBackOrWasRefusedForAnotherReason() {
        assertThat(outage(Map.of(Count.DROPPED, 3L), Map.of("handshake: 401 Invalid token", 1), Double.NaN))
                .containsExactly(
                        "kill -9: not all connections were made again", "kill -9: handshake: 401 Invalid token");
    }

    @Test
    void aDrainIsCleanOnlyWhenEveryoneWasToldAndClosedAndEveryNodeEndedWell() {
        assertThat(farewell(3, 3, 0, 0)).isEmpty();
        assertThat(farewell(2, 3, 0, 0)).containsExactly("drain: 2 told and 3 closed with 1001 of 3");
        assertThat(farewell(3, 2, 0, 0)).containsExactly("drain: 3 told and 2 closed with 1001 of 3");
        assertThat(farewell(3, 3, 0, 137)).containsExactly("drain: exit codes [0, 137]");
    }
}
