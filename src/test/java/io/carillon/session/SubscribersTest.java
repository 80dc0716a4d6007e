package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.auth.Grants;
import io.carillon.auth.Identity;
import io.carillon.bus.Pulse;
import io.carillon.bus.SweepReport;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fan-out, sweeps and departure with the connections of one hub. */
class SubscribersTest {
    private static final Duration GRACE = Duration.ofSeconds(25);
    private static final TokenExpiry EXPIRY = new TokenExpiry(HubBench.LEEWAY, GRACE.minus(HubBench.LEEWAY));

    private final HubBench hub = new HubBench();

    @AfterEach
    void end() {
        hub.end();
    }

    @Test
    void whoever_comes_and_goes_each_hears_its_messages_once_and_in_order() {
        Random random = new Random(17);
        List<TestClient> clients = clients(8);
        List<List<String>> expected = new ArrayList<>();
        clients.forEach(client -> expected.add(new ArrayList<>()));
        boolean[] subscribed = new boolean[8];
        for (int round = 0; round < 300; round++) {
            int who = random.nextInt(8);
            hub.run(() -> clients.get(who).connection().reload());
            clients.get(who).says("{'type':'" + (subscribed[who] ? "un" : "") + "subscribe','channel':'lossy:a'}");
            if (round == 0) {
                clients.get(who).hears("subscribed");
            }
            subscribed[who] = !subscribed[who];
            deliver("lossy:a", "m" + round + "a", "m" + round + "b");
            for (int i = 0; i < 8; i++) {
                if (subscribed[i]) {
                    expected.get(i).addAll(List.of("m" + round + "a", "m" + round + "b"));
                }
            }
            if (!contains(subscribed)) {
                clients.get(who).says("{'type':'subscribe','channel':'lossy:a'}");
                awaitSubscribed(clients.get(who));
                subscribed[who] = true;
            }
        }
        for (int i = 0; i < 8; i++) {
            assertThat(messages(clients.get(i))).isEqualTo(expected.get(i));
        }
    }

    @Test
    void a_newcomer_gets_nothing_of_what_came_in_its_turn_before_it() {
        List<TestClient> clients = subscribed("a", 1);
        TestClient late = hub.connect("late");
        hub.run(() -> {
            publish("a", "before");
            late.socket().writeInbound(ClientFrames.text("{\"type\":\"subscribe\",\"channel\":\"a\"}"));
            publish("a", "after");
        });
        assertThat(messages(clients.get(0))).containsExactly("before", "after");
        assertThat(messages(late)).containsExactly("after");
    }

    @Test
    void whoever_leaves_gets_what_came_in_its_turn_before_it() {
        TestClient leaver = subscribed("a", 1).get(0);
        hub.run(() -> {
            publish("a", "before");
            leaver.socket().writeInbound(ClientFrames.text("{\"type\":\"unsubscribe\",\"channel\":\"a\"}"));
            publish("a", "after");
        });
        assertThat(leaver.heard().subList(2, 4)).containsExactly("before", "{'type':'unsubscribed','channel':'a'}");
    }

    @Test
    void a_newcomer_stays_when_what_came_before_it_ends_the_only_other_subscriber() {
        TestClient slow = subscribed("a", 1).get(0);
        TestClient late = hub.connect("late");
        String large = "x".repeat(600_000);
        hub.run(() -> {
            slow.socket().admit(0);
            publish("a", large, large);
            late.socket().writeInbound(ClientFrames.text("{\"type\":\"subscribe\",\"channel\":\"a\"}"));
        });
        assertThat(slow.connection().isEnded()).isTrue();
        deliver("a", "live");
        assertThat(messages(late)).containsExactly("live");
        assertThat(hub.bridge.asked).containsExactly("+a");
        slow.vanishes();
    }

    @Test
    void slow_consumers_that_end_in_the_midst_of_a_fan_out_cost_nobody_a_message() {
        List<TestClient> clients = subscribed("a", 9);
        String large = "x".repeat(100_000);
        hub.run(() -> {
            for (int slow : new int[] {0, 3, 4, 8}) {
                clients.get(slow).socket().admit(0);
            }
        });
        for (int i = 0; i < 15; i++) {
            deliver("a", i + large);
        }
        for (int i : new int[] {1, 2, 5, 6, 7}) {
            assertThat(messages(clients.get(i)))
                    .hasSize(15)
                    .startsWith(0 + large)
                    .endsWith(14 + large);
        }
        int left = hub.on(context -> hub.hub.everyone().size());
        assertThat(left).isEqualTo(5);
        assertThat(hub.bench.count("carillon.slow.consumers")).isEqualTo(4);
        clients.forEach(TestClient::vanishes);
    }

    @Test
    void a_socket_that_breaks_in_the_midst_of_a_fan_out_costs_nobody_a_message() {
        List<TestClient> clients = subscribed("a", 5);
        hub.run(() -> clients.get(2).socket().breakPipe());
        deliver("a", "x".repeat(2_000), "y");
        deliver("a", "z");
        for (int i : new int[] {0, 1, 3, 4}) {
            assertThat(messages(clients.get(i))).hasSize(3);
        }
        int left = hub.on(context -> hub.hub.everyone().size());
        assertThat(left).isEqualTo(4);
    }

    @Test
    void who_is_excluded_misses_that_message_alone_and_all_keep_the_order() {
        List<TestClient> clients = subscribed("a", 3);
        String excluded = hub.on(context -> clients.get(1).connection().clientId());
        hub.run(() -> {
            publish("a", "1");
            hub.hub.deliver(List.of(from(excluded, "2"), from("nobody", "3")));
            publish("a", "4");
        });
        assertThat(messages(clients.get(0))).containsExactly("1", "2", "3", "4");
        assertThat(messages(clients.get(1))).containsExactly("1", "3", "4");
        assertThat(messages(clients.get(2))).containsExactly("1", "2", "3", "4");
        assertThat(hub.bench.count("carillon.deliveries")).isEqualTo(11);
    }

    @Test
    void slow_consumers_that_end_by_a_message_that_one_does_not_get_cost_nobody_a_message() {
        List<TestClient> clients = subscribed("a", 4);
        String excluded = hub.on(context -> clients.get(0).connection().clientId());
        String large = "x".repeat(600_000);
        hub.run(() -> {
            clients.get(1).socket().admit(0);
            clients.get(3).socket().admit(0);
            publish("a", large);
            hub.hub.deliver(List.of(from(excluded, large + 2)));
            publish("a", "3");
        });
        assertThat(messages(clients.get(0))).containsExactly(large, "3");
        assertThat(messages(clients.get(2))).containsExactly(large, large + 2, "3");
        int left = hub.on(context -> hub.hub.everyone().size());
        assertThat(left).isEqualTo(2);
        clients.forEach(TestClient::vanishes);
    }

    private static Publication from(String excluded, String text) {
        return new Publication(new ChannelName("a"), text.getBytes(StandardCharsets.UTF_8), null, 0, excluded);
    }

    @Test
    void an_answer_that_comes_after_its_client_has_gone_is_dropped() {
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'publish','id':1,'channel':'a','data':1}");
        assertThat(hub.broker.published).hasSize(1);
        ada.vanishes();
        hub.run(() -> hub.broker.answers.get(0).complete());
        assertThat(hub.bench.allocations.held()).isZero();
    }

    @Test
    void answers_keep_the_order_of_their_requests() {
        TestClient ada = hub.connect("ada");
        ada.says(
                "{'type':'publish','id':1,'channel':'a','data':1}",
                "{'type':'publish','channel':'a','data':2}",
                "{'type':'publish','id':3,'channel':'a','data':3}",
                "{'type':'ping','id':4}");
        hub.run(() -> {
            hub.broker.answers.get(2).fail("a test's failure");
            hub.broker.answers.get(1).complete();
        });
        assertThat(ada.heard()).hasSize(1);
        hub.run(() -> hub.broker.answers.get(0).complete());
        ada.hears("pong");
        assertThat(ada.heard().subList(1, 4))
                .containsExactly(
                        "{'type':'published','id':1,'channel':'a'}",
                        "{'type':'error','code':500,'name':'internal','message':'Internal server error',"
                                + "'id':3,'channel':'a'}",
                        "{'type':'pong','id':4}");
    }

    @Test
    void a_sweep_cuts_the_silent_closes_the_expired_and_pings_its_slice() {
        TestClient silent = hub.connect("silent");
        hub.bench.clock.advance(60_001);
        List<TestClient> lively = clients(5);
        long now = hub.bench.clock.millis();
        TestClient expired = hub.connect(ending("expired", now - GRACE.toMillis()));
        TestClient inGrace = hub.connect(ending("late", now - GRACE.toMillis() + 1));
        Sweep sweep = new Sweep(hub.hub, 0, HubBench.HEARTBEAT, EXPIRY, hub.bench.loop);
        SweepReport report = hub.on(context -> sweep.run(new Pulse(now, 1, 2)));
        assertThat(report).isEqualTo(new SweepReport(0, 4, 1));
        assertThat(silent.socket().isOpen()).isFalse();
        assertThat(expired.heard()).endsWith("3005");
        assertThat(inGrace.heard()).doesNotContain("3005");
        int pings = 0;
        for (TestClient each : lively) {
            pings += each.heard().size() - 1;
        }
        assertThat(pings).isEqualTo(3);
    }

    @Test
    void a_clock_that_jumps_or_a_process_that_was_held_up_is_nobodys_silence() {
        TestClient ada = hub.connect("ada");
        Sweep sweep = new Sweep(hub.hub, 0, HubBench.HEARTBEAT, EXPIRY, hub.bench.loop);
        long now = hub.bench.clock.millis();
        for (long later : new long[] {0, 100_000, 50_000, 50_250, 80_000, 110_000}) {
            assertThat(sweep(sweep, now + later).terminated()).isZero();
        }
        assertThat(sweep(sweep, now + 110_001).terminated()).isEqualTo(1);
        assertThat(ada.socket().isOpen()).isFalse();
    }

    @Test
    void nor_is_it_anybodys_slowness() {
        TestClient ada = hub.connect("ada");
        hub.run(() -> ada.socket().admit(0));
        ada.says("{'type':'ping'}");
        Sweep sweep = new Sweep(hub.hub, 0, HubBench.HEARTBEAT, EXPIRY, hub.bench.loop);
        long now = hub.bench.clock.millis();
        sweep(sweep, now);
        for (long later = 10_000; later < 15_000; later += 250) {
            sweep(sweep, now + later);
            assertThat(hub.hub.everyone().size()).isOne();
        }
        sweep(sweep, now + 15_000);
        assertThat(hub.hub.everyone().size()).isZero();
        hub.run(() -> ada.socket().admit(Long.MAX_VALUE));
    }

    private static Identity ending(String user, long expiresAt) {
        return new Identity(user, expiresAt, Optional.empty(), Grants.NONE, List.of(), Optional.empty(), Map.of());
    }

    private SweepReport sweep(Sweep sweep, long now) {
        return hub.on(context -> sweep.run(new Pulse(now, 119, 120)));
    }

    @Test
    void a_policy_of_the_namespace_lets_a_reader_stay_that_reads_nothing() {
        TestClient lossy = hub.connect("lossy");
        lossy.says("{'type':'subscribe','channel':'lossy:a'}");
        lossy.hears("subscribed");
        TestClient strict = hub.connect("strict");
        strict.says("{'type':'subscribe','channel':'a'}");
        strict.hears("subscribed");
        hub.run(() -> {
            lossy.connection().onStalled();
            strict.connection().onStalled();
        });
        assertThat(lossy.connection().isEnded()).isFalse();
        assertThat(strict.connection().isEnded()).isTrue();
    }

    @Test
    void a_join_displaces_no_message_and_no_message_a_join() {
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'subscribe','channel':'newest:a'}");
        ada.hears("subscribed");
        ada.heard();
        hub.run(() -> {
            ada.socket().admit(0);
            publish("newest:a", "x".repeat(100_000));
        });
        for (String text : List.of(message(1), event("join"), message(2), event("leave"))) {
            deliver("newest:a", text);
        }
        hub.run(() -> ada.socket().admit(Long.MAX_VALUE));
        assertThat(ada.heard()).endsWith(read(event("join")), read(message(2)), read(event("leave")));
        assertThat(ada.heard()).doesNotContain(read(message(1)));
    }

    @Test
    void a_join_that_is_dropped_stands_where_the_entry_before_it_does() {
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'subscribe','channel':'lossy:a'}");
        ada.hears("subscribed");
        Publication entry = entry(message(1), 7);
        hub.run(() -> {
            hub.hub.deliver(List.of(entry));
            ada.socket().admit(0);
            publish("lossy:a", "x".repeat(600_000));
        });
        for (int i = 0; i < 3; i++) {
            deliver("lossy:a", event("x".repeat(400_000)));
        }
        hub.run(() -> ada.socket().admit(Long.MAX_VALUE));
        assertThat(ada.heard())
                .contains(
                        "{'type':'reset','channel':'lossy:a','reason':'dropped','epoch':'e','offset':7,'timestamp':7}");
    }

    private static Publication entry(String text, int offset) {
        return new Publication(
                new ChannelName("lossy:a"),
                text.getBytes(StandardCharsets.UTF_8),
                new Position("e", offset, offset),
                offset - 1);
    }

    private static String message(int number) {
        return "{\"type\":\"message\",\"channel\":\"newest:a\",\"data\":" + number + ",\"timestamp\":1}";
    }

    private static String event(String type) {
        return "{\"type\":\"" + type + "\",\"channel\":\"newest:a\"}";
    }

    private static String read(String text) {
        return text.replace('"', '\'');
    }

    private static boolean contains(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
    }

    private void awaitSubscribed(TestClient client) {
        Await.until("subscribed", () -> {
            List<String> heard = client.heard();
            return heard.get(heard.size() - 1).contains("'subscribed'");
        });
    }

    private List<TestClient> clients(int count) {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(hub.connect("user" + i));
        }
        return clients;
    }

    private List<TestClient> subscribed(String channel, int count) {
        List<TestClient> clients = clients(count);
        for (TestClient client : clients) {
            client.says("{'type':'subscribe','channel':'" + channel + "'}");
            client.hears("subscribed");
        }
        return clients;
    }

    private static List<String> messages(TestClient client) {
        return client.heard().stream()
                .filter(text -> !text.startsWith("{'type'"))
                .toList();
    }

    /** In one turn of the hub's loop. */
    private void deliver(String channel, String... texts) {
        hub.run(() -> publish(channel, texts));
    }

    private void publish(String channel, String... texts) {
        hub.hub.deliver(Arrays.stream(texts)
                .map(text -> new Publication(new ChannelName(channel), text.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }
}
