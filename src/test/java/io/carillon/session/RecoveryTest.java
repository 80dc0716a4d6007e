package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Recollection;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.testing.Await;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final ChannelName CHANNEL = new ChannelName("kept:a");
    private static final String SUBSCRIBE = "{'type':'subscribe','channel':'kept:a','id':1}";
    private static final String COME_BACK =
            "{'type':'subscribe','channel':'kept:a','since':{'epoch':'e','offset':1,'timestamp':1}}";

    private final HubBench hub = new HubBench();
    private final TestClient ada = hub.connect("ada");

    @AfterEach
    void end() {
        hub.end();
    }

    @Test
    void a_newcomer_is_told_where_the_history_stands_and_gets_what_follows() {
        ada.says(SUBSCRIBE);
        hub.bridge.tell("kept:a", past(3, false));
        ada.hears("{'type':'subscribed','id':1,'channel':'kept:a','epoch':'e','offset':3,'timestamp':3}");
        deliver(4);
        ada.hears("m4");
    }

    @Test
    void what_was_missed_comes_between_the_answer_and_what_is_new() {
        ada.says(COME_BACK);
        hub.bridge.tell("kept:a since 1", past(3, false, 2, 3));
        ada.hears("m3");
        deliver(4);
        ada.hears("m4");
        assertThat(ada.heard().subList(1, 5))
                .containsExactly(
                        "{'type':'subscribed','channel':'kept:a','epoch':'e','offset':3,'timestamp':3,'recovered':true}",
                        "m2",
                        "m3",
                        "m4");
    }

    @Test
    void what_comes_before_the_answer_is_in_the_answer() {
        ada.says(COME_BACK);
        Await.until("asked", () -> hub.bridge.isAsked("kept:a since 1"));
        deliver(2);
        hub.bridge.tell("kept:a since 1", past(2, false, 2));
        ada.hears("m2");
        deliver(3);
        ada.hears("m3");
        assertThat(ada.heard()).filteredOn("m2"::equals).hasSize(1);
    }

    @Test
    void the_past_is_asked_for_when_nothing_else_is_to_be_answered_first() {
        ada.says("{'type':'publish','channel':'a','data':1,'id':9}", COME_BACK);
        hub.bridge.awaits("+kept:a");
        hub.run(() -> {});
        assertThat(hub.bridge.isAsked("kept:a since 1")).isFalse();
        hub.run(() -> hub.broker.answers.get(0).complete());
        hub.bridge.tell("kept:a since 1", past(2, false, 2));
        ada.hears("m2");
        assertThat(ada.heard().get(1)).contains("published");
    }

    @Test
    void what_was_missed_and_is_not_for_the_subscriber_is_left_out() {
        String clientId = hub.on(context -> ada.connection().clientId());
        Publication second = past(3, false, 2).missed().get(0);
        Publication other = past(3, false, 3).missed().get(0);
        ada.says(COME_BACK);
        hub.bridge.tell(
                "kept:a since 1",
                new Recollection(
                        position(3), Optional.empty(), List.of(from(clientId, second), from("another", other)), false));
        ada.hears("m3");
        deliver(4);
        ada.hears("m4");
        assertThat(ada.heard().subList(2, 4)).containsExactly("m3", "m4");
    }

    private static Publication from(String exclude, Publication all) {
        return new Publication(all.channel(), all.text(), all.position(), all.previousTimestamp(), exclude);
    }

    @Test
    void a_break_is_told_with_the_answer_and_the_new_goes_on() {
        ada.says(COME_BACK);
        hub.bridge.tell(
                "kept:a since 1", new Recollection(position(7), Optional.of(Discontinuity.EXPIRED), List.of(), false));
        ada.hears("'offset':7,'timestamp':7,'recovered':false,'reason':'expired'}");
        deliver(8);
        ada.hears("m8");
    }

    @Test
    void a_long_past_is_asked_for_piece_by_piece() {
        ada.says(COME_BACK);
        hub.bridge.tell("kept:a since 1", past(5, true, 2, 3));
        hub.bridge.tell("kept:a since 3", past(5, false, 4, 5));
        ada.hears("m5");
        deliver(6);
        ada.hears("m6");
        assertThat(ada.heard().subList(2, 7)).containsExactly("m2", "m3", "m4", "m5", "m6");
    }

    @Test
    void whoever_had_to_wait_for_its_socket_asks_once_more_before_it_is_live() {
        hub.run(() -> ada.socket().admit(200));
        ada.says(COME_BACK);
        int many = 400;
        hub.bridge.tell("kept:a since 1", past(many, false, 2, many));
        hub.run(() -> {});
        deliver(many + 1);
        hub.run(() -> ada.socket().admit(Long.MAX_VALUE));
        hub.bridge.tell("kept:a since " + many, past(many + 1, false, many + 1, many + 1));
        ada.hears("m" + (many + 1));
        deliver(many + 2);
        ada.hears("m" + (many + 2));
        List<String> expected = new ArrayList<>();
        for (int i = 2; i <= many + 2; i++) {
            expected.add("m" + i);
        }
        assertThat(ada.heard()).filteredOn(text -> text.startsWith("m")).isEqualTo(expected);
    }

    @Test
    void of_the_recoveries_of_a_connection_that_does_not_read_one_reads_at_a_time() {
        hub.run(() -> ada.socket().admit(200));
        ada.says(COME_BACK, COME_BACK.replace("kept:a", "kept:b"), COME_BACK.replace("kept:a", "kept:c"));
        int many = 400;
        hub.bridge.tell("kept:a since 1", past(many, false, 2, many));
        hub.bridge.tell("kept:b since 1", past(many, false, 2, many));
        hub.bridge.tell("kept:c since 1", past(many, false, 2, many));
        hub.run(() -> ada.socket().admit(Long.MAX_VALUE));
        Await.until("asked", () -> hub.bridge.isAsked("kept:a since " + many));
        assertThat(hub.bridge.isAsked("kept:b since 1")).isFalse();
        hub.bridge.tell("kept:a since " + many, past(many, false));
        Await.until("asked", () -> hub.bridge.isAsked("kept:b since 1"));
        assertThat(hub.bridge.isAsked("kept:c since 1")).isFalse();
        hub.bridge.failTo("kept:b since 1");
        hub.bridge.tell("kept:c since 1", past(many, false, 2));
        hub.bridge.tell("kept:b since 1", past(many, false, 2, 3));
        deliver(many + 1);
        ada.hears("m" + (many + 1));
        assertThat(ada.heard()).filteredOn("m2"::equals).hasSize(3);
        assertThat(ada.heard()).filteredOn("m3"::equals).hasSize(2);
    }

    @Test
    void who_unsubscribes_or_goes_while_another_recovery_is_first_is_forgotten() {
        hub.run(() -> ada.socket().admit(200));
        ada.says(COME_BACK, COME_BACK.replace("kept:a", "kept:b"), COME_BACK.replace("kept:a", "kept:c"));
        hub.bridge.tell("kept:a since 1", past(400, false, 2, 400));
        hub.bridge.tell("kept:b since 1", past(400, false, 2, 400));
        hub.bridge.tell("kept:c since 1", past(400, false, 2, 400));
        ada.says("{'type':'unsubscribe','channel':'kept:b'}");
        hub.run(() -> {});
        ada.vanishes();
        hub.bridge.awaits("+kept:a", "+kept:b", "+kept:c", "-kept:a", "-kept:b", "-kept:c");
    }

    @Test
    void what_expires_while_it_is_waited_for_is_told() {
        ada.says(COME_BACK);
        hub.bridge.tell("kept:a since 1", past(5, true, 2, 3));
        hub.bridge.tell(
                "kept:a since 3", new Recollection(position(9), Optional.of(Discontinuity.EXPIRED), List.of(), false));
        ada.hears("{'type':'reset','channel':'kept:a','reason':'expired','epoch':'e','offset':9,'timestamp':9}");
        deliver(10);
        ada.hears("m10");
    }

    @Test
    void a_broker_that_is_away_refuses_the_subscription_and_leaves_nothing_behind() {
        ada.says(SUBSCRIBE);
        hub.bridge.failTo("kept:a");
        ada.hears("'code':503,'name':'broker_unavailable'");
        hub.bridge.awaits("+kept:a", "-kept:a");
        ada.says(SUBSCRIBE);
        hub.bridge.tell("kept:a", past(0, false));
        ada.hears("'type':'subscribed'");
    }

    @Test
    void a_broker_that_is_away_half_way_is_asked_again() {
        ada.says(COME_BACK);
        hub.bridge.tell("kept:a since 1", past(5, true, 2, 3));
        hub.bridge.failTo("kept:a since 3");
        hub.bridge.tell("kept:a since 3", past(5, false, 4, 5));
        ada.hears("m5");
    }

    @Test
    void who_goes_while_it_recovers_is_forgotten() {
        hub.run(() -> ada.socket().admit(200));
        ada.says(COME_BACK);
        hub.bridge.tell("kept:a since 1", past(400, false, 2, 400));
        hub.run(() -> {});
        ada.vanishes();
        hub.bridge.awaits("+kept:a", "-kept:a");
    }

    @Test
    void who_unsubscribes_while_it_recovers_gets_no_more() {
        ada.says(COME_BACK);
        hub.bridge.tell("kept:a since 1", past(5, true, 2, 3));
        ada.hears("m3");
        ada.says("{'type':'unsubscribe','channel':'kept:a'}");
        hub.bridge.tell("kept:a since 3", past(5, false, 4, 5));
        hub.bridge.awaits("+kept:a", "-kept:a");
        assertThat(ada.heard()).noneMatch("m4"::equals);
    }

    @Test
    void who_unsubscribes_while_it_recovers_is_not_told_of_a_break_either() {
        ada.says(COME_BACK);
        hub.bridge.tell("kept:a since 1", past(5, true, 2, 3));
        ada.hears("m3");
        ada.says("{'type':'unsubscribe','channel':'kept:a'}");
        hub.bridge.tell(
                "kept:a since 3", new Recollection(position(9), Optional.of(Discontinuity.EXPIRED), List.of(), false));
        hub.bridge.awaits("+kept:a", "-kept:a");
        assertThat(ada.heard()).noneMatch(text -> text.contains("reset"));
    }

    @Test
    void what_a_new_bridge_knows_and_the_subscribers_do_not_is_made_up_for() {
        live(3);
        hub.run(() -> hub.hub.declareAll());
        deliver(5);
        hub.bridge.tell("kept:a since 3", past(6, true, 4, 5));
        hub.bridge.tell("kept:a since 5", past(6, false, 6));
        ada.hears("m6");
        deliver(7);
        ada.hears("m7");
        assertThat(ada.heard().subList(2, 6)).containsExactly("m4", "m5", "m6", "m7");
    }

    @Test
    void what_a_new_bridge_cannot_make_up_for_is_told_to_all() {
        live(3);
        hub.run(() -> hub.hub.declareAll());
        hub.bridge.tell(
                "kept:a since 3", new Recollection(position(9), Optional.of(Discontinuity.EXPIRED), List.of(), false));
        ada.hears("'type':'reset','channel':'kept:a','reason':'expired'");
        deliver(10);
        ada.hears("m10");
    }

    @Test
    void a_newcomer_waits_until_the_channel_is_whole_again() {
        live(3);
        hub.run(() -> hub.hub.declareAll());
        TestClient ben = hub.connect("ben");
        ben.says(SUBSCRIBE);
        hub.bridge.failTo("kept:a since 3");
        ben.hears("'code':503");
        hub.run(() -> hub.hub.sweep(0, false));
        hub.bridge.tell("kept:a since 3", past(5, false, 4, 5));
        ada.hears("m5");
        ben.says(SUBSCRIBE);
        hub.bridge.tell("kept:a", past(5, false));
        ben.hears("'offset':5");
        assertThat(ben.heard()).noneMatch("m5"::equals);
    }

    private void live(int offset) {
        ada.says(SUBSCRIBE);
        hub.bridge.tell("kept:a", past(offset, false));
        ada.hears("subscribed");
    }

    private void deliver(int offset) {
        hub.run(() -> hub.hub.deliver(List.of(message(offset))));
    }

    /** @param range first and last offset that were missed, or the only one, or none */
    private static Recollection past(int top, boolean more, int... range) {
        List<Publication> missed = new ArrayList<>();
        for (int i = range.length == 0 ? 1 : range[0]; range.length > 0 && i <= range[range.length - 1]; i++) {
            missed.add(message(i));
        }
        return new Recollection(position(top), Optional.empty(), missed, more);
    }

    private static Publication message(int offset) {
        byte[] text = ("m" + offset).getBytes(StandardCharsets.UTF_8);
        return new Publication(CHANNEL, text, position(offset), offset - 1);
    }

    private static Position position(int offset) {
        return new Position("e", offset, offset);
    }
}
