package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Stay;
import io.carillon.session.Admission;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetreatTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Admission admission = new Admission(10, 10, 10, 10);
    private final Retreat retreat = new Retreat(bus, admission, 2, Duration.ofSeconds(10));
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() {
        for (int hub = 0; hub < 2; hub++) {
            String name = "hub " + hub;
            bus.answer(Addresses.drain(hub), drain -> {
                told.add(name + " drains over " + drain.over());
                return Future.succeededFuture();
            });
            bus.listen(Addresses.stay(hub), stay -> told.add(name + " stays"));
        }
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void every_hub_is_told_and_nobody_is_let_in_until_it_is_taken_back() throws Exception {
        retreat.drain(Optional.of(Duration.ofSeconds(3)));
        assertThat(retreat.isDraining()).isTrue();
        assertTold("hub 0 drains over PT3S", "hub 1 drains over PT3S");
        retreat.resume();
        assertThat(retreat.isDraining()).isFalse();
        assertTold("hub 0 stays", "hub 1 stays");
        retreat.drain(Optional.empty());
        assertTold("hub 0 drains over PT10S", "hub 1 drains over PT10S");
    }

    @Test
    void the_end_of_the_process_cannot_be_taken_back_or_slowed() throws Exception {
        retreat.drain(Optional.of(Duration.ofHours(1)));
        assertTold("hub 0 drains over PT1H", "hub 1 drains over PT1H");
        Await.result(retreat.end());
        assertTold("hub 0 drains over PT10S", "hub 1 drains over PT10S");
        retreat.resume();
        retreat.drain(Optional.of(Duration.ofHours(1)));
        assertThat(retreat.isDraining()).isTrue();
        bus.tell(Addresses.stay(0), new Stay());
        assertTold("hub 0 stays");
    }

    private void assertTold(String... words) throws InterruptedException {
        String[] heard = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            heard[i] = told.poll(20, TimeUnit.SECONDS);
        }
        assertThat(heard).containsExactlyInAnyOrder(words);
    }
}
