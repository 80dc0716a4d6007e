package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.auth.Identity;
import io.carillon.bus.Command;
import io.carillon.bus.Command.Action;
import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import io.carillon.bus.Recollection;
import io.carillon.bus.Selection;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the back end does to connections. */
class SteeringTest {
    private static final Outcome DONE = new Outcome(1, 1, Optional.empty());

    private final HubBench hub = new HubBench();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoever_is_disconnected_hears_the_code() {
        TestClient ada = hub.connect("ada");
        TestClient ben = hub.connect("ben");
        assertThat(steer(Selection.ofUser("ada"), new Command.Disconnect(4711, "geh heim, Jürgen")))
                .isEqualTo(DONE);
        assertThat(ada.heard()).endsWith("4711");
        assertThat(ben.heard()).hasSize(1);
        assertThat(steer(Selection.ofUser("ada"), new Command.Disconnect(1000, "")))
                .isEqualTo(Outcome.NOBODY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1001, 1006, 2999, 5000})
    void only_codes_that_may_be_sent_are_ordered(int code) {
        assertThatThrownBy(() -> new Command.Disconnect(code, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_reason_has_123_bytes_at_most() {
        assertThat(new Command.Disconnect(3000, "x".repeat(123)).reason()).hasSize(123);
        assertThatThrownBy(() -> new Command.Disconnect(3000, "é".repeat(62)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_message_reaches_all_that_are_meant_but_the_excepted_one() {
        TestClient ada = hub.connect("ada", "staff");
        TestClient ben = hub.connect("ben", "staff");
        TestClient zoe = hub.connect("zoe");
        Command.Send send = new Command.Send("direct".getBytes(StandardCharsets.UTF_8));
        assertThat(steer(new Command(Selection.ofGroup("staff"), Optional.of("c10"), send)))
                .isEqualTo(DONE);
        assertThat(ada.heard()).hasSize(1);
        assertThat(ben.heard()).endsWith("direct");
        assertThat(zoe.heard()).hasSize(1);
        assertThat(steer(Selection.ALL, send)).isEqualTo(new Outcome(3, 3, Optional.empty()));
    }

    @Test
    void who_is_ended_by_the_subscription_of_another_is_given_none() {
        TestClient ada = hub.connect("ada");
        TestClient slow = hub.connect("ben");
        slow.says("{'type':'subscribe','channel':'a'}");
        slow.hears("subscribed");
        String large = "x".repeat(600_000);
        Future<Outcome> outcome = hub.on(context -> {
            slow.socket().admit(0);
            Publication message = new Publication(new ChannelName("a"), large.getBytes(StandardCharsets.UTF_8));
            hub.hub.deliver(List.of(message, message));
            return hub.steering.carryOut(
                    new Command(Selection.ALL, Optional.empty(), new Command.Subscribe(new ChannelName("a"))));
        });
        Await.result(outcome);
        assertThat(slow.connection().isEnded()).isTrue();
        int subscribers =
                hub.on(context -> hub.hub.subscribers(new ChannelName("a")).size());
        assertThat(subscribers).isEqualTo(1);
        ada.hears("'type':'subscribed','channel':'a'");
        slow.vanishes();
    }

    @Test
    void groups_are_joined_and_left() {
        TestClient ada = hub.connect("ada", "staff");
        Selection adas = Selection.ofUser("ada");
        assertThat(steer(adas, new Command.JoinGroup("night"))).isEqualTo(DONE);
        assertThat(steer(adas, new Command.JoinGroup("night"))).isEqualTo(DONE);
        assertThat(ada.connection().groups()).containsExactly("staff", "night");
        assertThat(steer(Selection.ofGroup("night"), new Command.LeaveGroup("staff")))
                .isEqualTo(DONE);
        assertThat(steer(adas, new Command.LeaveGroup("staff"))).isEqualTo(refused(Refusal.ABSENT));
        assertThat(ada.connection().groups()).containsExactly("night");
        ada.vanishes();
        assertThat(steer(Selection.ofGroup("night"), new Command.JoinGroup("x")))
                .isEqualTo(Outcome.NOBODY);
    }

    @Test
    void a_connection_is_in_so_many_groups_at_most() {
        String[] groups =
                IntStream.range(0, Identity.MAX_GROUPS).mapToObj(i -> "g" + i).toArray(String[]::new);
        hub.connect("ada", groups);
        hub.connect("ben");
        assertThat(steer(Selection.ALL, new Command.JoinGroup("more")))
                .isEqualTo(new Outcome(2, 1, Optional.of(Refusal.LIMIT)));
        assertThat(steer(Selection.ofUser("ada"), new Command.JoinGroup("g0"))).isEqualTo(DONE);
    }

    @Test
    void metadata_is_put_and_removed_within_its_bound() {
        TestClient ada = hub.connect(HubBench.identity("ada", Map.of("of", "\"token\"")));
        assertThat(steer(Selection.ALL, new Command.PutMetadata("k", "[1.50]"))).isEqualTo(DONE);
        assertThat(ada.connection().metadata().values()).isEqualTo(Map.of("of", "\"token\"", "k", "[1.50]"));
        String much = '"' + "x".repeat(4096 - "{'of':'token','k':''}".length()) + '"';
        assertThat(steer(Selection.ALL, new Command.PutMetadata("k", much.replace("xx", "xé"))))
                .isEqualTo(refused(Refusal.LIMIT));
        assertThat(steer(Selection.ALL, new Command.PutMetadata("k", much))).isEqualTo(DONE);
        assertThat(steer(Selection.ALL, new Command.RemoveMetadata("of"))).isEqualTo(DONE);
        assertThat(steer(Selection.ALL, new Command.RemoveMetadata("of"))).isEqualTo(refused(Refusal.ABSENT));
        assertThat(ada.connection().metadata().values()).containsOnlyKeys("k");
    }

    @Test
    void a_token_that_takes_the_place_of_another_changes_neither_groups_nor_metadata() {
        TestClient ada = hub.connect(HubBench.identity("ada", Map.of("of", "\"token\""), "staff"));
        hub.tokens.known.put("new", HubBench.identity("ada", Map.of("of", "\"another\""), "guests"));
        ada.says("{'type':'refresh','token':'new'}");
        ada.hears("refreshed");
        assertThat(ada.connection().metadata().values()).isEqualTo(Map.of("of", "\"token\""));
        assertThat(ada.connection().groups()).containsExactly("staff");
    }

    @Test
    void a_subscription_that_is_given_needs_no_grant_and_is_told_like_an_answer() {
        TestClient ada = hub.connect("ada");
        assertThat(steer(Selection.ALL, new Command.Subscribe(new ChannelName("granted:a"))))
                .isEqualTo(DONE);
        assertThat(ada.heard()).endsWith("{'type':'subscribed','channel':'granted:a'}");
        hub.run(() -> hub.hub.deliver(List.of(new Publication(new ChannelName("granted:a"), "live".getBytes()))));
        ada.hears("live");
        assertThat(steer(Selection.ALL, new Command.Subscribe(new ChannelName("granted:a"))))
                .isEqualTo(DONE);
        assertThat(steer(Selection.ALL, new Command.Unsubscribe(new ChannelName("granted:a"))))
                .isEqualTo(DONE);
        assertThat(ada.heard()).endsWith("live", "{'type':'unsubscribed','channel':'granted:a'}");
        assertThat(steer(Selection.ALL, new Command.Unsubscribe(new ChannelName("granted:a"))))
                .isEqualTo(refused(Refusal.ABSENT));
    }

    @Test
    void a_channel_with_history_is_told_with_its_position() {
        TestClient ada = hub.connect("ada");
        Future<Outcome> outcome = begin(Selection.ALL, new Command.Subscribe(new ChannelName("kept:a")));
        Recollection empty = new Recollection(new Position("e", 7, 9), Optional.empty(), List.of(), false);
        hub.bridge.tell("kept:a", empty);
        assertThat(Await.result(outcome)).isEqualTo(DONE);
        ada.hears("{'type':'subscribed','channel':'kept:a','epoch':'e','offset':7,'timestamp':9}");
    }

    @Test
    void a_given_subscription_waits_for_its_place_among_the_answers() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'subscribe','id':1,'channel':'a'}");
        Future<Outcome> given = begin(Selection.ALL, new Command.Subscribe(new ChannelName("b")));
        ada.says("{'type':'ping','id':2}");
        hub.bridge.awaits("+a", "+b");
        hub.bridge.confirm();
        hub.bridge.confirm();
        assertThat(Await.result(given)).isEqualTo(DONE);
        ada.hears("'id':2");
        assertThat(ada.heard().subList(1, 4))
                .containsExactly(
                        "{'type':'subscribed','id':1,'channel':'a'}",
                        "{'type':'subscribed','channel':'b'}",
                        "{'type':'pong','id':2}");
    }

    @Test
    void a_broker_that_is_away_is_said_to_the_back_end_and_not_to_the_client() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        Future<Outcome> given = begin(Selection.ALL, new Command.Subscribe(new ChannelName("a")));
        hub.bridge.awaits("+a");
        hub.bridge.refuse();
        assertThat(Await.result(given)).isEqualTo(refused(Refusal.BROKER_UNAVAILABLE));
        ada.says("{'type':'ping'}");
        ada.hears("pong");
        assertThat(ada.heard()).hasSize(2);
    }

    @Test
    void given_subscriptions_count_against_the_bound_of_the_connection() {
        TestClient ada = hub.connect("ada");
        for (String channel : List.of("a", "b", "c", "d")) {
            ada.says("{'type':'subscribe','channel':'" + channel + "'}");
            ada.hears("'channel':'" + channel + "'");
        }
        assertThat(steer(Selection.ALL, new Command.Subscribe(new ChannelName("e"))))
                .isEqualTo(refused(Refusal.LIMIT));
        assertThat(steer(Selection.ALL, new Command.Subscribe(new ChannelName("none:e"))))
                .isEqualTo(refused(Refusal.UNKNOWN_NAMESPACE));
    }

    @Test
    void whoever_is_closed_in_between_is_not_there_any_more() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        Future<Outcome> given = begin(Selection.ALL, new Command.Subscribe(new ChannelName("a")));
        hub.bridge.awaits("+a");
        ada.vanishes();
        hub.bridge.confirm();
        Await.result(given);
        hub.bridge.awaits("+a", "-a");
        assertThat(steer(Selection.ALL, new Command.Subscribe(new ChannelName("a"))))
                .isEqualTo(Outcome.NOBODY);
    }

    private static Outcome refused(Refusal why) {
        return new Outcome(1, 0, Optional.of(why));
    }

    private Future<Outcome> begin(Selection to, Action action) {
        return hub.on(context -> hub.steering.carryOut(new Command(to, Optional.empty(), action)));
    }

    private Outcome steer(Selection to, Action action) {
        return steer(new Command(to, Optional.empty(), action));
    }

    private Outcome steer(Command command) {
        return Await.result(hub.on(context -> hub.steering.carryOut(command)));
    }
}
