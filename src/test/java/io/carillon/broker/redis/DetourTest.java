package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerUnavailableException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetourTest {
    private final Detour detour = new Detour();
    private final List<Integer> sent = new ArrayList<>();

    @Test
    void whatWaitsIsSentInItsOrder() {
        Future<Integer> first = hold(1, 10);
        Future<Integer> second = hold(2, 10);
        assertThat(sent).isEmpty();
        detour.end(true);
        assertThat(sent).containsExactly(1, 2);
        assertThat(first.result()).isEqualTo(1);
        assertThat(second.result()).isEqualTo(2);
    }

    @Test
    void nothingIsSentWhenNobodyKnowsWhatCameBefore() {
        Future<Integer> held = hold(1, 10);
        detour.end(false);
        assertThat(held.cause()).isInstanceOf(BrokerUnavailableException.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void onlySoMuchWaits() {
        assertThat(hold(0, (int) Detour.MAX_BYTES + 1).cause()).isInstanceOf(BrokerUnavailableException.class);
        for (int i = 0; i < Detour.MAX_WAITING; i++) {
            assertThat(hold(i, 1).isComplete()).isFalse();
        }
        assertThat(hold(0, 1).cause()).isInstanceOf(BrokerUnavailableException.class);
    }

    private Future<Integer> hold(int number, int bytes) {
        return detour.hold(bytes, () -> {
            sent.add(number);
            return Future.succeededFuture(number);
        });
    }
}
