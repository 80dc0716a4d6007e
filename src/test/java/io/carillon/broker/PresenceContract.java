package io.carillon.broker;

import static io.carillon.broker.Attending.member;
import static io.carillon.broker.Attending.told;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.Step.Kind;
import io.carillon.channel.Attendance;
import io.carillon.channel.Member;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link PresenceStore} promises, held by every driver. */
public abstract class PresenceContract {
    private static final Duration SHORT = Duration.ofMillis(20);

    protected Vertx vertx;
    protected BrokerDriver driver;
    private final List<Attending> nodes = new ArrayList<>();
    private final String name = UUID.randomUUID().toString();
    private Listening feed;

    protected abstract BrokerDriver driver();

    @BeforeEach
    void begin() {
        vertx = Vertx.vertx();
        driver = driver();
        feed = new Listening(Loop.start(vertx), driver).awaitUp();
        Await.result(feed.subscribe("a"));
    }

    @AfterEach
    void end() {
        nodes.forEach(Attending::close);
        feed.close();
        Await.result(vertx.close());
    }

    protected Attending node() {
        Attending node = new Attending(Loop.start(vertx), driver, name + nodes.size()).awaitUp();
        nodes.add(node);
        return node.take();
    }

    /** What subscribers of channel a were told, once a marker has come back. */
    private List<String> heard() {
        Publishing marker = new Publishing(Loop.start(vertx), driver).awaitUp();
        String text = Publishing.textOf("a", "\"" + UUID.randomUUID() + "\"");
        Await.result(marker.publish("a", text.substring(text.indexOf("data") + 6, text.indexOf(",\"timestamp"))));
        Await.until("the marker", () -> feed.texts("a").contains(text));
        marker.close();
        return feed.texts("a").stream()
                .filter(each -> !each.contains("\"type\":\"message\""))
                .toList();
    }

    @Test
    void an_empty_channel_has_nobody() {
        Attendance nobody = node().read("a");
        assertThat(nobody.count()).isZero();
        assertThat(nobody.users()).isZero();
        assertThat(nobody.clients()).isEqualTo("[]".getBytes(UTF_8));
    }

    @Test
    void members_of_all_nodes_are_there_and_every_node_sees_the_same() {
        Attending one = node();
        Attending two = node();
        one.step(Kind.JOIN, "a", "ada/1");
        two.step(Kind.JOIN, "a", "ben/1");
        two.step(Kind.JOIN, "a", "ada/2");
        two.step(Kind.JOIN, "b", "cy/1");
        for (Attending each : List.of(one, two)) {
            assertThat(each.read("a").count()).isEqualTo(3);
            assertThat(each.read("a").users()).isEqualTo(2);
            assertThat(each.clients("a")).containsExactly("ada/1", "ada/2", "ben/1");
        }
        assertThat(heard())
                .containsExactly(told("join", "a", "ada/1"), told("join", "a", "ben/1"), told("join", "a", "ada/2"));
    }

    @Test
    void a_member_is_listed_byte_for_byte() {
        Attending node = node();
        node.step(Kind.JOIN, "a", "ada/1");
        assertThat(new String(node.read("a").clients(), UTF_8))
                .isEqualTo("[" + member("ada/1").text() + "]");
    }

    @Test
    void what_was_written_before_is_read() {
        Attending node = node();
        assertThat(node.writeAndRead("a", new Step(Kind.JOIN, member("ada/1"))).count())
                .isEqualTo(1);
    }

    @Test
    void where_nothing_is_announced_nothing_is_heard() {
        Attending node = node().silent();
        node.step(Kind.JOIN, "a", "ada/1");
        node.step(Kind.DEPART, "a", "ada/1");
        assertThat(heard()).isEmpty();
    }

    @Test
    void who_departs_is_gone_and_told_once() {
        Attending node = node();
        node.step(Kind.JOIN, "a", "ada/1");
        node.step(Kind.JOIN, "a", "ada/2");
        node.step(Kind.DEPART, "a", "ada/1");
        node.step(Kind.DEPART, "a", "ada/1");
        assertThat(node.clients("a")).containsExactly("ada/2");
        assertThat(node.read("a").users()).isEqualTo(1);
        node.step(Kind.DEPART, "a", "ada/2");
        assertThat(node.read("a").users()).isZero();
        assertThat(heard())
                .containsExactly(
                        told("join", "a", "ada/1"),
                        told("join", "a", "ada/2"),
                        told("leave", "a", "ada/1"),
                        told("leave", "a", "ada/2"));
    }

    @ParameterizedTest
    @EnumSource(names = {"JOIN", "RETURN", "RESTORE", "FOLLOW"})
    void to_put_a_member_again_changes_nothing(Kind again) {
        Attending node = node();
        node.step(Kind.JOIN, "a", "ada/1");
        node.step(again, "a", "ada/1");
        assertThat(node.read("a").count()).isEqualTo(1);
        assertThat(node.read("a").users()).isEqualTo(1);
        assertThat(heard()).hasSize(1);
    }

    @Test
    void who_was_away_is_replaced_on_any_node_and_nobody_is_heard() {
        Attending one = node();
        Attending two = node();
        one.step(Kind.JOIN, "a", "ada/1");
        one.step(Kind.AWAY, "a", "ada/1");
        assertThat(two.clients("a")).containsExactly("ada/1");
        two.step(Kind.JOIN, "a", "ada/2");
        one.step(Kind.DEPART, "a", "ada/1");
        assertThat(one.clients("a")).containsExactly("ada/2");
        assertThat(one.read("a").users()).isEqualTo(1);
        assertThat(heard()).containsExactly(told("join", "a", "ada/1"));
    }

    @Test
    void each_newcomer_takes_one_place() {
        Attending one = node();
        Attending two = node();
        one.joinAll("a", List.of("ada/1", "ada/2"));
        one.step(Kind.AWAY, "a", "ada/1");
        one.step(Kind.AWAY, "a", "ada/2");
        for (String client : List.of("ada/3", "ada/4", "ada/5")) {
            two.step(Kind.JOIN, "a", client);
        }
        assertThat(two.clients("a")).containsExactly("ada/3", "ada/4", "ada/5");
        assertThat(heard())
                .containsExactly(told("join", "a", "ada/1"), told("join", "a", "ada/2"), told("join", "a", "ada/5"));
    }

    @Test
    void another_user_takes_nobodys_place() {
        Attending node = node();
        node.step(Kind.JOIN, "a", "ada/1");
        node.step(Kind.AWAY, "a", "ada/1");
        node.step(Kind.JOIN, "a", "ben/1");
        node.step(Kind.DEPART, "a", "ada/1");
        node.step(Kind.JOIN, "a", "ada/2");
        assertThat(heard())
                .containsExactly(
                        told("join", "a", "ada/1"),
                        told("join", "a", "ben/1"),
                        told("leave", "a", "ada/1"),
                        told("join", "a", "ada/2"));
    }

    @Test
    void who_is_not_there_is_not_away() {
        Attending node = node();
        node.step(Kind.AWAY, "a", "ada/1");
        node.step(Kind.JOIN, "a", "ada/2");
        assertThat(node.clients("a")).containsExactly("ada/2");
        assertThat(heard()).containsExactly(told("join", "a", "ada/2"));
    }

    @ParameterizedTest
    @EnumSource(names = {"RETURN", "RESTORE", "FOLLOW"})
    void a_member_of_another_lease_is_moved_and_nobody_is_told(Kind kind) {
        Attending old = node();
        Attending heir = node();
        old.step(Kind.JOIN, "a", "ada/1");
        heir.step(kind, "a", "ada/1");
        assertThat(heir.sweep(old.lease)).isZero();
        assertThat(heir.clients("a")).containsExactly("ada/1");
        assertThat(heir.read("a").users()).isEqualTo(1);
        assertThat(heard()).containsExactly(told("join", "a", "ada/1"));
    }

    @Test
    void who_is_nowhere_is_joined_restored_or_left_as_the_step_says() {
        Attending node = node();
        node.step(Kind.RETURN, "a", "ada/1");
        node.step(Kind.RESTORE, "a", "ben/1");
        node.step(Kind.FOLLOW, "a", "cy/1");
        assertThat(node.clients("a")).containsExactly("ada/1", "ben/1");
        assertThat(node.read("a").users()).isEqualTo(2);
        node.step(Kind.FAREWELL, "a", "dan/1");
        assertThat(heard()).containsExactly(told("join", "a", "ada/1"), told("leave", "a", "dan/1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEPART", "FAREWELL"})
    void a_member_departs_from_whatever_lease_it_is_under(Kind kind) {
        Attending old = node();
        Attending heir = node();
        old.step(Kind.JOIN, "a", "ada/1");
        heir.step(kind, "a", "ada/1");
        assertThat(heir.read("a").count()).isZero();
        assertThat(heir.read("a").users()).isZero();
        assertThat(heard()).containsExactly(told("join", "a", "ada/1"), told("leave", "a", "ada/1"));
    }

    @Test
    void a_change_that_counts_on_members_is_refused_where_there_are_none() {
        Attending node = node();
        assertThat(node.write("a", true, new Step(Kind.JOIN, member("ada/1")))).isFalse();
        assertThat(node.read("a").count()).isZero();
        node.step(Kind.JOIN, "a", "ada/1");
        assertThat(node.write("a", true, new Step(Kind.JOIN, member("ada/2")))).isTrue();
        assertThat(node.read("a").count()).isEqualTo(2);
    }

    @Test
    void a_lapsed_lease_is_handed_out_and_swept_with_one_leave_each() {
        Attending dead = node();
        Attending alive = node();
        dead.joinAll("a", List.of("ada/1", "ada/2", "ben/1"));
        dead.step(Kind.AWAY, "a", "ben/1");
        dead.step(Kind.JOIN, "b", "ada/3");
        alive.step(Kind.JOIN, "a", "ada/4");
        dead.renew(dead.epoch(), SHORT);
        assertThat(lapsed(alive)).contains(dead.lease);
        assertThat(alive.sweep(dead.lease)).isEqualTo(4);
        assertThat(alive.sweep(dead.lease)).isZero();
        assertThat(alive.clients("a")).containsExactly("ada/4");
        assertThat(alive.read("a").users()).isEqualTo(1);
        assertThat(alive.read("b").users()).isZero();
        assertThat(heard().stream().filter(each -> each.contains("leave")))
                .containsExactlyInAnyOrder(
                        told("leave", "a", "ada/1"), told("leave", "a", "ada/2"), told("leave", "a", "ben/1"));
        assertThat(alive.renew().lapsed()).doesNotContain(dead.lease);
        alive.step(Kind.JOIN, "a", "ben/2");
        assertThat(heard()).endsWith(told("join", "a", "ben/2"));
    }

    @Test
    void many_members_in_many_channels_are_swept() {
        Attending dead = node().silent();
        Attending alive = node().silent();
        List<String> many =
                IntStream.range(0, 1_500).mapToObj(n -> "u" + n + "/1").toList();
        dead.joinAll("a", many);
        alive.joinAll("a", List.of("ada/1"));
        for (int channel = 0; channel < 150; channel++) {
            dead.step(Kind.JOIN, "c" + channel, "ada/" + channel);
        }
        dead.renew(dead.epoch(), SHORT);
        assertThat(lapsed(alive)).contains(dead.lease);
        assertThat(alive.sweep(dead.lease)).isEqualTo(1_650);
        assertThat(alive.read("a").count()).isEqualTo(1);
        assertThat(alive.read("a").users()).isEqualTo(1);
    }

    @Test
    void a_lease_that_has_been_handed_out_is_never_held_again() {
        Attending frozen = node();
        Attending alive = node();
        String epoch = frozen.epoch();
        frozen.renew(epoch, SHORT);
        assertThat(lapsed(alive)).contains(frozen.lease);
        Renewal late = frozen.renew(epoch, Duration.ofSeconds(60));
        assertThat(late.held()).isFalse();
        assertThat(late.epoch()).isEqualTo(epoch);
    }

    @Test
    void one_who_is_late_itself_gives_the_others_another_life() {
        Attending one = node();
        Attending two = node();
        Attending watch = node();
        String epoch = one.epoch();
        one.renew(epoch, SHORT);
        two.renew(epoch, SHORT);
        watch.renew(epoch, SHORT);
        awaitOver(SHORT);
        assertThat(one.renew().held()).isTrue();
        assertThat(watch.renew().lapsed()).doesNotContain(one.lease, two.lease);
        assertThat(two.renew().held()).isTrue();
    }

    @Test
    void a_retired_lease_lapses_after_its_rest_and_not_before() {
        Attending leaving = node();
        Attending alive = node();
        leaving.step(Kind.JOIN, "a", "ada/1");
        leaving.step(Kind.AWAY, "a", "ada/1");
        leaving.retire(Duration.ofSeconds(60));
        assertThat(alive.renew().lapsed()).doesNotContain(leaving.lease);
        leaving.retire(SHORT);
        assertThat(lapsed(alive)).contains(leaving.lease);
        assertThat(alive.sweep(leaving.lease)).isEqualTo(1);
        assertThat(heard()).containsExactly(told("join", "a", "ada/1"), told("leave", "a", "ada/1"));
    }

    @Test
    void all_are_counted_and_a_thousand_are_listed() {
        Attending one = node().silent();
        Attending two = node().silent();
        one.joinAll("a", IntStream.range(0, 900).mapToObj(n -> "u" + n + "/1").toList());
        two.joinAll("a", IntStream.range(0, 900).mapToObj(n -> "u" + n + "/2").toList());
        Attendance all = one.read("a");
        assertThat(all.count()).isEqualTo(1_800);
        assertThat(all.users()).isEqualTo(900);
        assertThat(one.clients("a")).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void the_list_is_cut_at_its_bytes_too() {
        Attending node = node().silent();
        String info = "\"" + "x".repeat(100_000) + "\"";
        for (int n = 0; n < 7; n++) {
            String text = "{\"clientId\":\"c" + n + "\",\"user\":\"ada\",\"info\":" + info + "}";
            node.write("a", false, new Step(Kind.JOIN, new Member("c" + n, "ada", text)));
        }
        Attendance all = node.read("a");
        assertThat(all.count()).isEqualTo(7);
        assertThat(new JsonArray(new String(all.clients(), UTF_8))).hasSize(5);
    }

    @Test
    void a_closed_store_takes_nothing() {
        Attending node = node();
        node.close();
        assertThat(node.isUp()).isFalse();
        assertThat(Await.failure(node.readLater("a"))).isInstanceOf(BrokerUnavailableException.class);
    }

    /** The leases that are handed out, as soon as there are any. */
    private static List<String> lapsed(Attending node) {
        List<String> lapsed = new ArrayList<>();
        Await.until("a lease has lapsed", () -> lapsed.addAll(node.renew().lapsed()));
        return lapsed;
    }

    private void awaitOver(Duration life) {
        long end = System.nanoTime() + 2 * life.toNanos();
        Await.until("the leases are over", () -> System.nanoTime() > end);
    }
}
