package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DescriptorBudgetTest {
    private final AtomicLong open = new AtomicLong(100);
    private final DescriptorBudget budget = new DescriptorBudget(400, open::get);

    @Test
    void beforeTheListenerIsThereNothingIsRefused() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(budget.take()).isTrue();
        }
    }

    @Test
    void socketsOfClientsTakeWhatOthersLeaveButForTheReserve() {
        budget.listenAt(8080);
        assertThat(budget.isCounted(8080)).isTrue();
        assertThat(budget.isCounted(9090)).isFalse();
        assertThat(budget.allowed()).isEqualTo(250);
        takeAll(250);
        budget.giveBack();
        takeAll(1);
    }

    @Test
    void theirOwnFilesAreNotThoseOfOthers() {
        budget.listenAt(8080);
        takeAll(250);
        open.set(350);
        budget.refresh();
        assertThat(budget.allowed()).isEqualTo(250);
        open.set(370);
        budget.refresh();
        assertThat(budget.allowed()).isEqualTo(230);
        open.set(1_000);
        budget.refresh();
        assertThat(budget.allowed()).isZero();
    }

    @Test
    void theReserveHasBoundsOfItsOwn() {
        assertThat(new DescriptorBudget(64, () -> 0).callers()).isEqualTo(8);
        assertThat(new DescriptorBudget(1_000_000, () -> 0).callers()).isEqualTo(512);
    }

    private void takeAll(int room) {
        for (int i = 0; i < room; i++) {
            assertThat(budget.take()).isTrue();
        }
        assertThat(budget.take()).isFalse();
    }
}
