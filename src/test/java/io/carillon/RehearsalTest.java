package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final int VISITS = 50;

    @Test
    void everyVisitHearsItsOwnMessage() {
        assertThat(Rehearsal.play(Vertx.vertx(), VISITS)).isEqualTo(VISITS);
    }

    @Test
    void aVertxOnWhichNothingStartsSpoilsItQuietly() {
        Vertx closed = Vertx.vertx();
        closed.close().await();

        assertThat(Rehearsal.play(closed, VISITS)).isZero();
    }
}
