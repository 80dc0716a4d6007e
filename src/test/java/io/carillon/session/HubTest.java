package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.bus.Census;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.carillon.protocol.CloseCode;
import io.carillon.testing.Await;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubTest {
    private final HubBench hub = new HubBench();

    @AfterEach
    void end() {
        hub.end();
    }

    @Test
    void another_thread_is_told_that_it_must_not() {
        TestClient ada = hub.connect("ada");
        assertThatThrownBy(() -> hub.hub.add(ada.connection())).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> hub.hub.remove(ada.connection(), 1000)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> hub.hub.census(true, true)).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_connection_is_welcomed_first() {
        assertThat(hub.connect("ada").heard())
                .singleElement()
                .asString()
                .startsWith("{'type':'welcome','data':{'clientId':'c10','userId':'ada',");
    }

    @Test
    void everything_of_a_connection_goes_with_it() {
        TestClient ada = subscribed(hub.connect("ada", "staff", "night"), "a", "b");
        TestClient ben = subscribed(hub.connect("ben", "staff"), "b");
        assertThat(census())
                .isEqualTo(new Census(2, 3, Set.of(new ChannelName("a"), new ChannelName("b")), true, true));
        ada.vanishes();
        hub.bridge.awaits("+a", "+b", "-a");
        assertThat(census()).isEqualTo(new Census(1, 1, Set.of(new ChannelName("b")), true, true));
        assertThat(groupSize("staff")).isEqualTo(1);
        assertThat(groupSize("night")).isZero();
        ben.vanishes();
        hub.bridge.awaits("+a", "+b", "-a", "-b");
        assertThat(census()).isEqualTo(new Census(0, 0, Set.of(), true, true));
        boolean empty = hub.on(context -> hub.hub.isEmpty());
        assertThat(empty).isTrue();
    }

    @Test
    void a_connection_leaves_the_groups_of_its_first_token_when_another_came_in_between() {
        TestClient ada = hub.connect("ada", "staff");
        hub.tokens.known.put("new", HubBench.identity("ada", "guests"));
        ada.says("{'type':'refresh','id':1,'token':'new'}");
        ada.hears("'refreshed'");
        ada.vanishes();
        assertThat(groupSize("staff")).isZero();
        assertThat(groupSize("guests")).isZero();
    }

    @Test
    void a_user_has_so_many_connections_and_places_come_free_again() {
        TestClient first = hub.connect("ada");
        hub.connect("ada");
        TestClient third = hub.connect("ada");
        assertThat(third.heard()).containsExactly("3504");
        first.vanishes();
        assertThat(hub.connect("ada").heard().get(0)).contains("welcome");
    }

    @Test
    void subscribed_is_said_when_the_broker_has_confirmed_and_messages_come_after_it() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'subscribe','channel':'a'}", "{'type':'ping','id':'marker'}");
        hub.bridge.awaits("+a");
        deliver("a", "early");
        assertThat(ada.heard()).hasSize(1);
        hub.bridge.confirm();
        ada.hears("marker");
        deliver("a", "live");
        ada.hears("live");
        assertThat(ada.heard().subList(1, 4))
                .containsExactly("{'type':'subscribed','channel':'a'}", "{'type':'pong','id':'marker'}", "live");
    }

    @Test
    void one_confirmation_serves_all_who_wait_for_it() {
        List<TestClient> both = twoWhoWait();
        hub.bridge.confirm();
        both.forEach(each -> each.hears("subscribed"));
        hub.bridge.awaits("+a");
    }

    @Test
    void whoever_goes_before_the_confirmation_leaves_nothing_behind() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'subscribe','channel':'a'}");
        hub.bridge.awaits("+a");
        ada.vanishes();
        hub.bridge.awaits("+a");
        hub.bridge.confirm();
        hub.bridge.awaits("+a", "-a");
        assertThat(census()).isEqualTo(new Census(0, 0, Set.of(), true, true));
    }

    @Test
    void unsubscribing_before_the_confirmation_is_answered_in_order_and_ends_the_interest() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'subscribe','id':1,'channel':'a'}", "{'type':'unsubscribe','id':2,'channel':'a'}");
        hub.bridge.awaits("+a");
        hub.bridge.confirm();
        hub.bridge.awaits("+a", "-a");
        assertThat(ada.heard().subList(1, 3))
                .containsExactly(
                        "{'type':'subscribed','id':1,'channel':'a'}", "{'type':'unsubscribed','id':2,'channel':'a'}");
        deliver("a", "nobody's");
        assertThat(ada.heard()).hasSize(3);
        assertThat(census().channels()).isEmpty();
    }

    @Test
    void oneWhoChangesItsMindTwiceBeforeTheConfirmationIsSubscribedOnce() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        ada.says(
                "{'type':'subscribe','id':1,'channel':'a'}",
                "{'type':'unsubscribe','id':2,'channel':'a'}",
                "{'type':'subscribe','id':3,'channel':'a'}");
        hub.bridge.awaits("+a");
        hub.bridge.letGo();
        hub.bridge.confirm();
        ada.hears("'id':3");
        deliver("a", "once");
        ada.hears("once");
        assertThat(ada.heard()).filteredOn("once"::equals).hasSize(1);
        assertThat(census().subscriptions()).isEqualTo(1);
        hub.bridge.awaits("+a", "-a", "+a");
    }

    @Test
    void a_refused_interest_fails_the_subscription_and_the_next_one_asks_again() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'subscribe','id':1,'channel':'a'}");
        hub.bridge.awaits("+a");
        hub.bridge.refuse();
        ada.hears("'code':503,'name':'broker_unavailable','message':'Broker unavailable','id':1,'channel':'a'");
        hub.bridge.awaits("+a", "-a");
        hub.bridge.letGo();
        ada.says("{'type':'subscribe','id':2,'channel':'a'}");
        ada.hears("{'type':'subscribed','id':2,'channel':'a'}");
        hub.bridge.awaits("+a", "-a", "+a");
    }

    @Test
    void a_refusal_reaches_all_who_wait() {
        List<TestClient> both = twoWhoWait();
        hub.bridge.refuse();
        both.forEach(each -> each.hears("503"));
        hub.bridge.awaits("+a", "-a");
    }

    @Test
    void a_bridge_that_begins_again_is_told_everything_and_asked_again_when_it_refuses() {
        TestClient ada = subscribed(hub.connect("ada"), "a");
        hub.bridge.hold();
        declareAll();
        hub.bridge.awaits("+a", "+a");
        hub.bridge.refuse();
        awaitUnheard();
        hub.run(() -> hub.hub.sweep(1, false));
        hub.bridge.awaits("+a", "+a", "+a");
        hub.bridge.confirm();
        deliver("a", "again");
        ada.hears("again");
        hub.run(() -> hub.hub.sweep(2, false));
        hub.bridge.awaits("+a", "+a", "+a");
    }

    @Test
    void subscribed_waits_for_a_bridge_that_has_begun_again() {
        subscribed(hub.connect("ada"), "a");
        hub.bridge.hold();
        declareAll();
        hub.bridge.awaits("+a", "+a");
        TestClient ben = hub.connect("ben");
        ben.says("{'type':'subscribe','channel':'a'}");
        assertThat(ben.heard()).hasSize(1);
        hub.bridge.confirm();
        ben.hears("subscribed");
    }

    @Test
    void a_channel_that_nobody_wants_any_more_is_not_declared_again() {
        TestClient ada = subscribed(hub.connect("ada"), "a");
        hub.bridge.hold();
        declareAll();
        hub.bridge.awaits("+a", "+a");
        ada.says("{'type':'unsubscribe','channel':'a'}");
        ada.hears("unsubscribed");
        hub.bridge.awaits("+a", "+a", "-a");
        hub.bridge.refuse();
        subscribedLater();
        hub.run(() -> hub.hub.sweep(1, false));
        assertThat(hub.bridge.asked).containsExactly("+a", "+a", "-a", "+marker");
    }

    @Test
    void an_ended_hub_sends_everyone_away_and_tells_the_bridge_nothing_more() {
        TestClient ada = subscribed(hub.connect("ada"), "a");
        hub.bridge.hold();
        ada.says("{'type':'subscribe','channel':'b'}");
        hub.bridge.awaits("+a", "+b");
        hub.run(hub.hub::end);
        hub.bridge.awaits("+a", "+b", "-a", "reset");
        assertThat(ada.heard()).endsWith("1001");
        hub.bridge.confirm();
        subscribedLater();
        hub.bridge.awaits("+a", "+b", "-a", "reset", "+marker");
    }

    @Test
    void a_slow_consumer_is_counted_as_such() {
        TestClient ada = hub.connect("ada");
        hub.run(() -> ada.connection().socket().close(CloseCode.SLOW_CONSUMER));
        assertThat(hub.bench.count("carillon.slow.consumers")).isEqualTo(1);
        assertThat(hub.bench.count("carillon.connections.closed", "code", "3008"))
                .isEqualTo(1);
    }

    private void subscribedLater() {
        hub.bridge.letGo();
        subscribed(hub.connect("zoe"), "marker");
    }

    private void declareAll() {
        hub.run(hub.hub::declareAll);
    }

    /** The refusal reaches the hub's loop before whatever is confirmed after it. */
    private void awaitUnheard() {
        hub.bridge.letGo();
        TestClient zoe = hub.connect("zoe");
        zoe.says("{'type':'subscribe','channel':'z'}");
        zoe.hears("subscribed");
        hub.bridge.asked.remove("+z");
        zoe.vanishes();
        Await.until("-z", () -> hub.bridge.asked.remove("-z"));
        hub.bridge.hold();
    }

    private void deliver(String channel, String text) {
        hub.run(() -> hub.hub.deliver(
                List.of(new Publication(new ChannelName(channel), text.getBytes(StandardCharsets.UTF_8)))));
    }

    private TestClient subscribed(TestClient client, String... channels) {
        for (String channel : channels) {
            client.says("{'type':'subscribe','channel':'" + channel + "'}");
            client.hears("{'type':'subscribed','channel':'" + channel + "'}");
        }
        return client;
    }

    /** Subscribers of one channel that the bridge has been asked for and has not confirmed. */
    private List<TestClient> twoWhoWait() {
        hub.bridge.hold();
        List<TestClient> both = List.of(hub.connect("ada"), hub.connect("ben"));
        both.forEach(each -> each.says("{'type':'subscribe','channel':'a'}"));
        hub.bridge.awaits("+a");
        return both;
    }

    private Census census() {
        return hub.on(context -> hub.hub.census(true, true));
    }

    private int groupSize(String group) {
        return hub.on(context -> hub.hub.everyone().groups().members(group).size());
    }
}
