package io.carillon.blackbox;

import static io.carillon.blackbox.PresenceIT.ask;
import static io.carillon.blackbox.PresenceIT.hearsNothing;
import static io.carillon.blackbox.PresenceIT.id;
import static io.carillon.blackbox.PresenceIT.joined;
import static io.carillon.blackbox.PresenceIT.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.JdkClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is in a channel, on three nodes. Absence is proven by a marker that comes next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterPresenceIT {
    private static final int LOST = 20;
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private final List<JdkClient> clients = new ArrayList<>();
    private CarillonCluster cluster;
    private JdkClient ada;
    private JdkClient asking;

    @BeforeAll
    void start() {
        cluster = CarillonCluster.start(PresenceIT::tracked);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** Nobody else is subscribed on these nodes. */
    @BeforeEach
    void connect() {
        ada = connect(0, "ada");
        asking = connect(2, "asking");
    }

    @AfterEach
    void disconnect() {
        clients.forEach(JdkClient::close);
        clients.clear();
    }

    private JdkClient connect(int node, String user) {
        JdkClient client = JdkClient.connectAs(cluster.node(node), user);
        clients.add(client);
        return client;
    }

    private void awaitCount(String channel, int count) {
        Await.until(
                count + " in " + channel,
                HALF_A_MINUTE,
                () -> Integer.valueOf(count).equals(asking.ask(ask(channel)).getInteger("count")));
    }

    private static List<JsonObject> next(JdkClient client, int count) {
        return Stream.generate(client::nextJson).limit(count).toList();
    }

    private static List<JsonObject> all(String type, String channel, List<JdkClient> members) {
        return members.stream().map(each -> member(type, channel, each)).toList();
    }

    /** So many subscribers of a channel on one node, whose joins the one who listens has heard. */
    private List<JdkClient> crowd(int node, String channel, JdkClient listening) {
        List<JdkClient> crowd = IntStream.range(0, LOST)
                .mapToObj(n -> connect(node, "u" + n).subscribe(channel))
                .toList();
        assertThat(next(listening, LOST)).containsExactlyInAnyOrderElementsOf(all("join", channel, crowd));
        return crowd;
    }

    @Test
    void every_node_counts_the_members_of_all() {
        List<JdkClient> three =
                IntStream.range(0, 3).mapToObj(n -> connect(n, "u" + n % 2)).toList();
        three.forEach(client -> client.subscribe("quiet:1"));
        awaitCount("quiet:1", 3);
        for (JdkClient each : three) {
            JsonObject answer = each.ask(ask("quiet:1"));
            assertThat(answer.getInteger("count")).isEqualTo(3);
            assertThat(answer.getInteger("users")).isEqualTo(2);
            assertThat(answer.getJsonArray("clients").stream().map(one -> ((JsonObject) one).getString("clientId")))
                    .containsExactlyInAnyOrderElementsOf(
                            three.stream().map(PresenceIT::id).toList());
        }
    }

    @Test
    void joins_and_leaves_of_one_client_are_told_in_order_on_every_node() {
        JdkClient ben = connect(1, "ben");
        joined(ada, "room:order");
        joined(asking, "room:order");
        assertThat(ada.nextJson()).isEqualTo(member("join", "room:order", asking));
        for (int round = 0; round < 50; round++) {
            ben.subscribe("room:order");
            assertThat(nextButOwnLeave(ben, "room:order")).isEqualTo(member("join", "room:order", ben));
            ben.ask("{\"type\":\"unsubscribe\",\"channel\":\"room:order\"}");
        }
        for (int round = 0; round < 50; round++) {
            for (JdkClient each : List.of(ada, asking)) {
                assertThat(each.nextJson()).isEqualTo(member("join", "room:order", ben));
                assertThat(each.nextJson()).isEqualTo(member("leave", "room:order", ben));
            }
        }
    }

    /** Its own leave may come when it is already back. */
    private static JsonObject nextButOwnLeave(JdkClient client, String channel) {
        JsonObject event = client.nextJson();
        return event.equals(member("leave", channel, client)) ? client.nextJson() : event;
    }

    @Test
    void who_comes_back_to_another_node_within_the_grace_has_neither_left_nor_joined() {
        joined(ada, "room:back");
        JdkClient ben = joined(connect(1, "ben"), "room:back");
        assertThat(ada.nextJson()).isEqualTo(member("join", "room:back", ben));
        ben.close();
        Await.until("the node has seen the end", () -> cluster.node(1).metric("carillon_connections ") == 0);
        JdkClient back = connect(2, "ben").subscribe("room:back");
        hearsNothing(back, ada, "room:back");
        awaitTheEndOfTheGraceOn(1);
        hearsNothing(ada, ada, "room:back");
        JsonObject both = asking.ask(ask("room:back"));
        assertThat(both.getInteger("count")).isEqualTo(2);
        assertThat(both.encode()).contains(id(back)).doesNotContain(id(ben));
    }

    /** Of all whose connections to the node have ended by now: of one more it is told. */
    private void awaitTheEndOfTheGraceOn(int node) {
        JdkClient watching = joined(connect(0, "watching"), "room:watched");
        JdkClient last = joined(connect(node, "last"), "room:watched");
        assertThat(watching.nextJson()).isEqualTo(member("join", "room:watched", last));
        last.close();
        assertThat(watching.nextJson()).isEqualTo(member("leave", "room:watched", last));
    }

    @Test
    void a_killed_nodes_members_are_gone_within_half_a_minute_with_one_leave_each() {
        joined(ada, "room:killed");
        List<JdkClient> lost = crowd(1, "room:killed", ada);
        cluster.node(1).kill();
        awaitCount("room:killed", 1);
        assertThat(next(ada, LOST)).containsExactlyInAnyOrderElementsOf(all("leave", "room:killed", lost));
        hearsNothing(ada, ada, "room:killed");
        cluster.startAgain(1);
    }

    @Test
    void members_of_a_node_that_goes_may_come_back_elsewhere_and_the_others_leave_once() {
        joined(ada, "room:gone");
        List<JdkClient> sent = crowd(1, "room:gone", ada);
        cluster.node(1).terminate();
        sent.subList(0, LOST / 2).forEach(each -> {
            each.awaitClosing();
            connect(2, each.welcome().getJsonObject("data").getString("userId")).subscribe("room:gone");
        });
        assertThat(cluster.node(1).awaitExit()).isZero();
        awaitCount("room:gone", 1 + LOST / 2);
        assertThat(next(ada, LOST / 2))
                .containsExactlyInAnyOrderElementsOf(all("leave", "room:gone", sent.subList(LOST / 2, LOST)));
        hearsNothing(ada, ada, "room:gone");
        cluster.startAgain(1);
    }

    @Test
    void members_of_a_frozen_node_leave_and_join_again_when_it_goes_on() {
        joined(ada, "room:frozen");
        List<JdkClient> frozen = crowd(1, "room:frozen", ada);
        cluster.node(1).pause();
        try {
            awaitCount("room:frozen", 1);
        } finally {
            cluster.node(1).resume();
        }
        assertThat(next(ada, LOST)).containsExactlyInAnyOrderElementsOf(all("leave", "room:frozen", frozen));
        assertThat(next(ada, LOST)).containsExactlyInAnyOrderElementsOf(all("join", "room:frozen", frozen));
        awaitCount("room:frozen", 1 + LOST);
        hearsNothing(ada, ada, "room:frozen");
    }

    @Test
    void a_redis_that_has_forgotten_everything_is_told_again_and_nobody_else() {
        joined(ada, "room:empty");
        crowd(1, "room:empty", ada);
        cluster.redis().kill();
        JdkClient late = connect(1, "late");
        assertThat(late.ask(ask("room:empty")).getInteger("code")).isEqualTo(503);
        cluster.redis().restart();
        awaitCount("room:empty", 1 + LOST);
        assertThat(asking.ask(ask("room:empty")).getInteger("users")).isEqualTo(1 + LOST);
        awaitListening(ada);
        awaitListening(late);
        joined(late, "room:empty");
        assertThat(ada.nextJson()).isEqualTo(member("join", "room:empty", late));
        hearsNothing(ada, ada, "room:empty");
    }

    /** The node hears Redis again: what is subscribed last is confirmed last. */
    private static void awaitListening(JdkClient client) {
        String subscribe = "{\"type\":\"subscribe\",\"channel\":\"chat:up\"}";
        Await.until(
                "a subscription is confirmed",
                () -> client.ask(subscribe).getString("type").equals("subscribed"));
    }

    /** Whether the others hear of it depends on whose connection is back first. */
    @Test
    void who_leaves_while_redis_is_away_is_gone_when_it_is_back() {
        joined(ada, "room:away");
        JdkClient ben = joined(connect(1, "ben"), "room:away");
        assertThat(ada.nextJson()).isEqualTo(member("join", "room:away", ben));
        cluster.redis().kill();
        assertThat(ben.ask("{\"type\":\"unsubscribe\",\"channel\":\"room:away\"}")
                        .getString("type"))
                .isEqualTo("unsubscribed");
        cluster.redis().restart();
        awaitCount("room:away", 1);
    }
}
