package io.carillon.bench;

import static io.carillon.bench.Sequences.Verdict.LATE;
import static io.carillon.bench.Sequences.Verdict.NEXT;
import static io.carillon.bench.Sequences.Verdict.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bench.Sequences.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequencesTest {
    private final Sequences sequences = new Sequences();

    private List<Verdict> see(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> sequences.see(0, number))
                .toList();
    }

    @Test
    void whatComesInOrderIsNext() {
        assertThat(see(0, 1, 2, 3)).containsOnly(NEXT);
    }

    @Test
    void aRepeatedNumberWasSeen() {
        assertThat(see(0, 0, 1, 2, 1, 0)).containsExactly(NEXT, SEEN, NEXT, NEXT, SEEN, SEEN);
    }

    @Test
    void twoThatChangedPlacesAreOneLateNumber() {
        assertThat(see(0, 2, 1, 3)).containsExactly(NEXT, NEXT, LATE, NEXT);
    }

    @Test
    void aLateNumberThatComesAgainWasSeen() {
        assertThat(see(0, 3, 1, 1, 2, 2, 4)).containsExactly(NEXT, NEXT, LATE, SEEN, LATE, SEEN, NEXT);
    }

    @Test
    void aHoleIsFilledFromItsMiddle() {
        assertThat(see(5, 2, 4, 3, 0, 1, 2, 6)).containsExactly(NEXT, LATE, LATE, LATE, LATE, LATE, SEEN, NEXT);
    }

    @Test
    void aNumberOfLongAgoIsNotForgotten() {
        sequences.see(0, 0);
        IntStream.rangeClosed(2, 100_000).forEach(number -> sequences.see(0, number));
        assertThat(see(1, 1, 50_000)).containsExactly(LATE, SEEN, SEEN);
    }

    @Test
    void slotsDoNotKnowOfEachOther() {
        sequences.grow(40);
        assertThat(sequences.see(0, 0)).isEqualTo(NEXT);
        assertThat(sequences.see(39, 0)).isEqualTo(NEXT);
        assertThat(sequences.see(39, 0)).isEqualTo(SEEN);
        assertThat(sequences.see(0, 1)).isEqualTo(NEXT);
    }

    @Test
    void whatWasMissedDuringAnInterruptionIsCounted() {
        see(0, 1, 2);
        sequences.interrupt(0);
        assertThat(sequences.isInterrupted(0)).isTrue();
        assertThat(sequences.resume(0, 7)).isEqualTo(4);
        assertThat(see(7, 8, 7)).containsExactly(NEXT, NEXT, SEEN);
        assertThat(sequences.isInterrupted(0)).isFalse();
    }

    @Test
    void anInterruptionBeforeTheFirstNumberIsOneToo() {
        sequences.interrupt(0);
        sequences.interrupt(0);
        assertThat(sequences.resume(0, 2)).isEqualTo(2);
    }

    @Test
    void theVerdictsAreThoseOfAPlainSetOfNumbers() {
        SplittableRandom random = new SplittableRandom(7);
        Set<Integer> seen = new HashSet<>();
        List<Verdict> expected = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        int highest = -1;
        for (int i = 0; i < 20_000; i++) {
            int number = random.nextInt(1 + i / 2, 40 + i / 2) - 1;
            expected.add(!seen.add(number) ? SEEN : number > highest ? NEXT : LATE);
            highest = Math.max(highest, number);
            verdicts.add(sequences.see(0, number));
        }
        assertThat(verdicts).isEqualTo(expected).contains(NEXT, LATE, SEEN);
    }
}
