package io.carillon.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.Drafts;
import io.carillon.broker.HistoryContract;
import io.carillon.broker.Page;
import io.carillon.broker.Publishing;
import io.carillon.channel.Position;
import io.carillon.testing.Await;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryHistoryTest extends HistoryContract {
    private final AtomicLong later = new AtomicLong();

    @Override
    protected BrokerDriver driver() {
        return new MemoryDriver(() -> System.nanoTime() / 1_000_000 + later.get());
    }

    @Override
    protected void forget(String channel) {
        later.addAndGet(Broker.POSITION_LIFE.toMillis());
    }

    @Test
    void aKeyIsForgottenAfterItsLife() {
        Publishing broker = publishing();
        Optional<Position> first = Await.result(broker.publish(Drafts.keyed("a", "1", 5, "k")));
        later.addAndGet(Broker.KEY_LIFE.toMillis() - Duration.ofMinutes(1).toMillis());
        assertThat(Await.result(broker.publish(Drafts.keyed("a", "1", 5, "k")))).isEqualTo(first);
        later.addAndGet(Duration.ofMinutes(1).toMillis());
        assertThat(Await.result(broker.publish(Drafts.keyed("a", "1", 5, "k")))
                        .orElseThrow()
                        .offset())
                .isEqualTo(2);
    }

    @Test
    void anEmptyHistoryLivesAsLongAsThePageSaid() {
        Publishing broker = publishing();
        Page minute = Page.after(0, 1).keepingEmpty(60_000);
        Position top = broker.read("a", minute).top();
        for (int minutes = 0; minutes < 5; minutes++) {
            later.addAndGet(50_000);
            assertThat(broker.read("a", minute).top()).isEqualTo(top);
        }
        assertThat(broker.read("a", Page.after(0, 1)).top()).isEqualTo(top);
        later.addAndGet(60_000);
        assertThat(broker.read("a", minute).top()).isNotEqualTo(top);
    }

    @Test
    void readingKeepsThePosition() {
        Publishing broker = publishing();
        Position top = Await.result(broker.publish(Drafts.kept("a", "1", 5))).orElseThrow();
        for (int days = 0; days < 5; days++) {
            later.addAndGet(
                    Broker.POSITION_LIFE.toMillis() - Duration.ofHours(1).toMillis());
            assertThat(broker.read("a", Page.after(0, 1)).top()).isEqualTo(top);
        }
    }
}
