package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.EventStep.Kind;
import io.carillon.config.EventHookConfig;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link EventStore} promises, held by every driver. */
public abstract class EventContract {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<Recording> nodes = new ArrayList<>();
    private Vertx vertx;
    private BrokerDriver driver;

    protected abstract BrokerDriver driver();

    @BeforeEach
    void begin() {
        vertx = Vertx.vertx();
        driver = driver();
    }

    @AfterEach
    void end() {
        nodes.forEach(Recording::close);
        Await.result(vertx.close());
    }

    protected Recording node(String name) {
        return node(name, EnumSet.allOf(EventHookConfig.Kind.class), 1_000);
    }

    private Recording node(String name, EnumSet<EventHookConfig.Kind> kinds, int queue) {
        Recording node = new Recording(Loop.start(vertx), driver, name, kinds, queue);
        nodes.add(node);
        return node;
    }

    /** Returns when the lease has lapsed and was handed to the other node. */
    private static void lapse(Recording dead, Recording alive) {
        dead.renew(SHORT);
        Await.until("the lease has lapsed", () -> alive.renew(LONG).lapsed().contains(dead.lease()));
    }

    @Test
    void an_event_has_all_that_is_known() {
        Recording node = node("a");
        node.client(Kind.CAME, "c1");
        node.client(Kind.WENT, "c1");
        node.channel(Kind.OCCUPIED, "room");
        List<StoredEvent> events = node.take("x", LONG, "", 10).events();
        StoredEvent connect = events.get(0);
        assertThat(connect)
                .isEqualTo(
                        new StoredEvent(connect.entry(), "connect", "c1:connect", Recording.AT, "a", "c1", "u-c1", 0));
        StoredEvent disconnect = events.get(1);
        assertThat(disconnect)
                .isEqualTo(new StoredEvent(
                        disconnect.entry(), "disconnect", "c1:disconnect", Recording.AT, "a", "c1", "u-c1", 1000));
        StoredEvent occupied = events.get(2);
        assertThat(occupied.type()).isEqualTo("occupied");
        assertThat(occupied.subject()).isEqualTo("room");
        assertThat(occupied.user()).isEmpty();
        assertThat(occupied.id()).startsWith("room:occupied:");
    }

    @Test
    void a_channel_is_occupied_by_its_first_node_and_vacated_by_its_last() {
        Recording one = node("a");
        Recording two = node("b");
        one.channel(Kind.OCCUPIED, "room");
        two.channel(Kind.OCCUPIED, "room");
        one.channel(Kind.OCCUPIED, "room");
        one.channel(Kind.VACATED, "room");
        one.channel(Kind.VACATED, "room");
        two.channel(Kind.VACATED, "room");
        two.channel(Kind.OCCUPIED, "room");
        assertThat(one.waiting()).containsExactly("room:occupied", "room:vacated", "room:occupied");
    }

    @Test
    void events_of_one_channel_have_ids_of_their_own() {
        Recording node = node("a");
        for (int round = 0; round < 50; round++) {
            node.channel(Kind.OCCUPIED, "room");
            node.channel(Kind.VACATED, "room");
        }
        assertThat(node.take("x", LONG, "", 1_000).events())
                .hasSize(100)
                .extracting(StoredEvent::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_written_again_tells_nothing_again() {
        Recording node = node("a");
        node.client(Kind.CAME, "c1");
        node.client(Kind.CAME, "c1");
        node.channel(Kind.OCCUPIED, "room");
        node.channel(Kind.OCCUPIED, "room");
        assertThat(node.waiting()).containsExactly("c1:connect", "room:occupied");
    }

    @Test
    void an_end_that_is_written_again_has_the_same_id() {
        Recording node = node("a");
        node.client(Kind.CAME, "c1");
        node.client(Kind.WENT, "c1");
        node.client(Kind.WENT, "c1");
        assertThat(node.waiting()).containsExactly("c1:connect", "c1:disconnect", "c1:disconnect");
    }

    @Test
    void only_chosen_kinds_are_told() {
        Recording node = node("a", EnumSet.of(EventHookConfig.Kind.DISCONNECT, EventHookConfig.Kind.VACATED), 1_000);
        node.client(Kind.CAME, "c1");
        node.channel(Kind.OCCUPIED, "room");
        node.client(Kind.WENT, "c1");
        node.channel(Kind.VACATED, "room");
        assertThat(node.waiting()).containsExactly("c1:disconnect", "room:vacated");
    }

    @Test
    void without_its_lease_a_node_writes_nothing() {
        Recording frozen = node("a");
        Recording alive = node("b");
        lapse(frozen, alive);
        assertThat(frozen.client(Kind.CAME, "c1")).isNegative();
        assertThat(alive.waiting()).isEmpty();
    }

    @Test
    void what_a_dead_node_had_is_told_by_another_once() {
        Recording dead = node("a");
        Recording alive = node("b");
        dead.client(Kind.CAME, "c1");
        dead.client(Kind.CAME, "c2");
        dead.client(Kind.WENT, "c2");
        dead.channel(Kind.OCCUPIED, "mine");
        dead.channel(Kind.OCCUPIED, "ours");
        alive.channel(Kind.OCCUPIED, "ours");
        alive.client(Kind.CAME, "c3");
        lapse(dead, alive);
        alive.sweep(dead.lease());
        alive.sweep(dead.lease());
        assertThat(alive.waiting())
                .containsExactly(
                        "c1:connect",
                        "c2:connect",
                        "c2:disconnect",
                        "mine:occupied",
                        "ours:occupied",
                        "c3:connect",
                        "c1:disconnect",
                        "mine:vacated");
        StoredEvent end = alive.take("x", LONG, "", 100).events().get(6);
        assertThat(end.code()).isEqualTo(1006);
        assertThat(end.node()).isEqualTo("a");
        assertThat(end.user()).isEqualTo("u-c1");
        alive.channel(Kind.VACATED, "ours");
        assertThat(alive.take("x", LONG, "", 100).events()).hasSize(9);
    }

    @Test
    void many_that_a_dead_node_had_are_told() {
        Recording dead = node("a");
        Recording alive = node("b");
        for (int part = 0; part < 5; part++) {
            int from = part * 200;
            dead.write(IntStream.range(from, from + 200)
                    .mapToObj(n -> EventStep.connection(Kind.CAME, "c" + n, "u", 1, 0))
                    .toArray(EventStep[]::new));
        }
        QueueHead before = alive.take("x", LONG, "", 1_000);
        alive.take("x", LONG, before.events().get(999).entry(), 1);
        lapse(dead, alive);
        alive.sweep(dead.lease());
        assertThat(alive.take("x", LONG, "", 2_000).events())
                .hasSize(1_000)
                .extracting(StoredEvent::id)
                .doesNotHaveDuplicates()
                .contains("c0:disconnect", "c999:disconnect");
    }

    @Test
    void a_lease_that_has_not_lapsed_is_not_swept() {
        Recording one = node("a");
        Recording two = node("b");
        one.client(Kind.CAME, "c1");
        two.sweep(one.lease());
        assertThat(two.waiting()).containsExactly("c1:connect");
    }

    @Test
    void under_a_new_lease_nothing_is_told_anew() {
        Recording node = node("a");
        Recording other = node("b");
        String old = node.lease();
        node.client(Kind.CAME, "c1");
        node.client(Kind.CAME, "c2");
        node.client(Kind.CAME, "c3");
        node.channel(Kind.OCCUPIED, "room");
        node.channel(Kind.OCCUPIED, "hall");
        node.take("a");
        node.client(Kind.STAYED, "c1");
        node.client(Kind.CAME, "c3");
        node.channel(Kind.OCCUPIED, "room");
        node.client(Kind.WENT, "c2");
        node.channel(Kind.VACATED, "hall");
        node.channel(Kind.VACATED, "room");
        assertThat(other.waiting())
                .containsExactly(
                        "c1:connect",
                        "c2:connect",
                        "c3:connect",
                        "room:occupied",
                        "hall:occupied",
                        "c2:disconnect",
                        "hall:vacated",
                        "room:vacated");
        assertThat(node.lease()).isNotEqualTo(old);
    }

    @Test
    void who_was_taken_for_gone_and_is_not_comes_again_with_ids_of_its_own() {
        Recording frozen = node("a");
        Recording alive = node("b");
        frozen.client(Kind.CAME, "c1");
        lapse(frozen, alive);
        alive.sweep(frozen.lease());
        frozen.take("a");
        frozen.client(Kind.STAYED, "c1");
        frozen.client(Kind.WENT, "c1");
        assertThat(alive.waiting()).containsExactly("c1:connect", "c1:disconnect", "c1:connect:2", "c1:disconnect:2");
    }

    @Test
    void what_the_store_has_forgotten_is_put_back_without_a_word() {
        Recording node = node("a");
        node.client(Kind.RESTORED, "c1");
        node.channel(Kind.KEPT, "room");
        assertThat(node.waiting()).isEmpty();
        node.client(Kind.WENT, "c1");
        node.channel(Kind.VACATED, "room");
        assertThat(node.waiting()).containsExactly("c1:disconnect", "room:vacated");
    }

    @Test
    void the_oldest_events_give_way() {
        Recording node = node("a", EnumSet.allOf(EventHookConfig.Kind.class), 3);
        assertThat(node.write(
                        EventStep.connection(Kind.CAME, "c1", "u", 1, 0),
                        EventStep.connection(Kind.CAME, "c2", "u", 1, 0)))
                .isZero();
        assertThat(node.write(
                        EventStep.connection(Kind.CAME, "c3", "u", 1, 0),
                        EventStep.connection(Kind.CAME, "c4", "u", 1, 0),
                        EventStep.connection(Kind.CAME, "c5", "u", 1, 0)))
                .isEqualTo(2);
        assertThat(node.waiting()).containsExactly("c3:connect", "c4:connect", "c5:connect");
    }

    @Test
    void there_is_one_courier_until_it_yields_or_its_time_is_over() {
        Recording one = node("a");
        Recording two = node("b");
        one.client(Kind.CAME, "c1");
        one.client(Kind.CAME, "c2");
        assertThat(one.take("one", LONG, "", 1).mine()).isTrue();
        assertThat(two.take("two", LONG, "", 1)).isEqualTo(QueueHead.ANOTHERS);
        one.resign("one");
        two.resign("none");
        assertThat(two.take("two", SHORT, "", 1).mine()).isTrue();
        Await.until("its time is over", () -> one.take("one", LONG, "", 1).mine());
    }

    @Test
    void what_is_delivered_goes_and_the_rest_stays_in_order() {
        Recording node = node("a");
        for (int n = 0; n < 5; n++) {
            node.client(Kind.CAME, "c" + n);
        }
        QueueHead first = node.take("x", LONG, "", 2);
        assertThat(first.length()).isEqualTo(5);
        assertThat(first.events()).extracting(StoredEvent::subject).containsExactly("c0", "c1");
        assertThat(node.take("x", LONG, "", 2).events()).isEqualTo(first.events());
        QueueHead second = node.take("x", LONG, first.events().get(1).entry(), 10);
        assertThat(second.length()).isEqualTo(3);
        assertThat(second.events()).extracting(StoredEvent::subject).containsExactly("c2", "c3", "c4");
        assertThat(node.take("x", LONG, second.events().get(2).entry(), 10).events())
                .isEmpty();
    }
}
