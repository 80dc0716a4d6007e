package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadSchedulerTest {
    private static final int MOST = 4;
    private static final int MOST_OF_ONE = 2;

    private final Vertx vertx = Vertx.vertx();
    private final ReadScheduler reads = new ReadScheduler(vertx, MOST, MOST_OF_ONE);
    private final List<String> begun = new ArrayList<>();
    private final List<Promise<String>> underWay = new ArrayList<>();

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    private Future<String> read(String user, String what) {
        return reads.read(user, () -> {
            begun.add(user + what);
            underWay.add(Promise.promise());
            return underWay.get(underWay.size() - 1).future();
        });
    }

    private void answerOldest() {
        underWay.remove(0).complete("read");
    }

    @Test
    void noUserHasMoreThanItsShare() {
        IntStream.range(0, 5).forEach(i -> read("a", "" + i));
        assertThat(begun).containsExactly("a0", "a1");
        answerOldest();
        assertThat(begun).containsExactly("a0", "a1", "a2");
    }

    @Test
    void thereIsABoundForAllTogether() {
        IntStream.range(0, 10).forEach(i -> read("u" + i, ""));
        assertThat(begun).hasSize(MOST);
        answerOldest();
        assertThat(begun).hasSize(MOST + 1);
    }

    @Test
    void usersAreServedInTurnWhateverTheyHaveAskedFor() {
        IntStream.range(0, 100).forEach(i -> read("greedy" + i % 2, "-" + i));
        read("a", "");
        read("b", "");
        for (int i = 0; i < 4; i++) {
            answerOldest();
        }
        assertThat(begun).contains("a", "b");
    }

    @Test
    void everythingIsReadOnceAndInOrderForEachUser() {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(read("u" + i % 7, "-" + i));
        }
        while (!underWay.isEmpty()) {
            answerOldest();
        }
        assertThat(answers).allMatch(Future::succeeded);
        assertThat(begun).hasSize(300).doesNotHaveDuplicates();
        for (int user = 0; user < 7; user++) {
            String own = "u" + user + "-";
            assertThat(begun.stream()
                            .filter(name -> name.startsWith(own))
                            .map(name -> Integer.valueOf(name.substring(own.length()))))
                    .isSorted();
        }
    }

    @Test
    void aFailureIsHandedOnAndMakesRoom() {
        Future<String> failed = read("a", "0");
        read("a", "1");
        read("a", "2");
        underWay.remove(0).fail(new BrokerUnavailableException("away"));
        assertThat(failed.cause()).hasMessage("away");
        assertThat(begun).containsExactly("a0", "a1", "a2");
    }

    @Test
    void whoReadsTooMuchIsToldSoAndTheOthersThatItIsNotReadInTime() {
        Future<String> late = read("a", "0");
        read("a", "1");
        Future<String> own = read("a", "2");
        read("b", "0");
        read("b", "1");
        Future<String> others = read("c", "0");
        assertThat(Await.failure(own)).isInstanceOf(ReadScheduler.TooManyReadsException.class);
        assertThat(Await.failure(others)).isExactlyInstanceOf(BrokerUnavailableException.class);
        assertThat(Await.failure(late)).isExactlyInstanceOf(BrokerUnavailableException.class);
        assertThat(begun).doesNotContain("a2", "c0");
    }

    @Test
    void whatMayWaitHasABound() {
        IntStream.range(0, MOST_OF_ONE + ReadScheduler.MAX_WAITING).forEach(i -> read("a", ""));
        assertThat(read("a", "").cause()).isInstanceOf(ReadScheduler.TooManyReadsException.class);
        assertThat(read("b", "").isComplete()).isFalse();
    }
}
