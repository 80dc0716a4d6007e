package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void everyVisitHearsItsOwnMessage() {
        assertThat(Rehearsal.play(Vertx.vertx())).isEqualTo(Rehearsal.CONNECTIONS);
    }

    @Test
    void aVertxOnWhichNothingStartsSpoilsItQuietly() {
        Vertx closed = Vertx.vertx();
        closed.close().await();

        assertThat(Rehearsal.play(closed)).isZero();
    }
}
