package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.redis.Rounds.Round;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    private Future<Round> later(Round round) {
        Promise<Round> answer = Promise.promise();
        vertx.runOnContext(nothing -> answer.complete(round));
        return answer.future();
    }

    @Test
    void the_rounds_of_a_large_work_are_added_up() {
        int last = 100_000;
        assertThat(Await.result(Rounds.run(() -> later(new Round(3, begun.incrementAndGet() == last)))))
                .isEqualTo(3 * last);
        assertThat(begun).hasValue(last);
    }

    @Test
    void a_round_that_fails_is_the_last() {
        Future<Long> failed = Rounds.run(() -> begun.incrementAndGet() == 3
                ? later(null).compose(nothing -> Future.failedFuture("the third"))
                : later(new Round(1, false)));
        assertThat(Await.failure(failed)).hasMessage("the third");
        assertThat(begun).hasValue(3);
    }
}
