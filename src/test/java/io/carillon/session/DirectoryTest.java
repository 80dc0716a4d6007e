package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.ConnectionDescription;
import io.carillon.bus.ConnectionsAnswer;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsAnswer;
import io.carillon.bus.CountsAnswer.Count;
import io.carillon.bus.CountsQuestion;
import io.carillon.bus.CountsQuestion.Kind;
import io.carillon.bus.Selection;
import io.carillon.channel.ChannelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hub answers about its connections, channels and groups. */
class DirectoryTest {
    private final HubBench hub = new HubBench();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void connections_are_found_by_all_that_is_named() {
        subscribed(hub.connect("ada", "staff"), "a");
        hub.connect("ada");
        subscribed(hub.connect("ben", "staff", "night"), "a", "b");
        assertThat(found(Selection.ALL)).containsExactly("c10", "c11", "c12");
        assertThat(found(Selection.ofUser("ada"))).containsExactly("c10", "c11");
        assertThat(found(Selection.ofUser("zoe"))).isEmpty();
        assertThat(found(Selection.ofGroup("staff"))).containsExactly("c10", "c12");
        assertThat(found(Selection.ofGroup("none"))).isEmpty();
        assertThat(found(Selection.ofClient("c11"))).containsExactly("c11");
        assertThat(found(Selection.ofClient("c13"))).isEmpty();
        assertThat(found(which(null, null, null, "a"))).containsExactly("c10", "c12");
        assertThat(found(which(null, null, null, "none"))).isEmpty();
        assertThat(found(which(null, "ada", "staff", null))).containsExactly("c10");
        assertThat(found(which(null, null, "night", "a"))).containsExactly("c12");
        assertThat(found(which("c10", null, null, "b"))).isEmpty();
        assertThat(found(which("c10", "ben", null, null))).isEmpty();
    }

    @Test
    void connections_come_a_page_at_a_time_in_the_order_of_their_ids() {
        for (int i = 0; i < 7; i++) {
            hub.connect("user" + i);
        }
        ConnectionsAnswer first = ask(Selection.ALL, "", 3);
        assertThat(ids(first)).containsExactly("c10", "c11", "c12");
        assertThat(first.more()).isTrue();
        assertThat(ids(ask(Selection.ALL, "c12", 3))).containsExactly("c13", "c14", "c15");
        ConnectionsAnswer last = ask(Selection.ALL, "c15", 3);
        assertThat(ids(last)).containsExactly("c16");
        assertThat(last.more()).isFalse();
        assertThat(ids(ask(Selection.ALL, "b-of-another-hub", 1))).containsExactly("c10");
        assertThat(ids(ask(Selection.ALL, "d-of-another-hub", 3))).isEmpty();
    }

    @Test
    void a_user_is_found_after_some_of_its_connections_have_gone() {
        List<TestClient> adas = List.of(hub.connect("ada"), hub.connect("ada"), hub.connect("ada"));
        adas.get(2).vanishes();
        assertThat(found(Selection.ofUser("ada"))).containsExactly("c10", "c11");
        adas.get(0).vanishes();
        assertThat(found(Selection.ofUser("ada"))).containsExactly("c11");
        adas.get(1).vanishes();
        assertThat(found(Selection.ofUser("ada"))).isEmpty();
        hub.connect("ada");
        hub.connect("ada");
        assertThat(found(Selection.ofUser("ada"))).containsExactly("c13", "c14");
    }

    @Test
    void a_connection_is_described() {
        TestClient ada = hub.connect(HubBench.identity("ada", Map.of("n", "1"), "staff"));
        subscribed(ada, "b", "a");
        hub.bridge.hold();
        ada.says("{'type':'subscribe','channel':'waits'}");
        hub.run(() -> ada.connection().ping());
        ConnectionDescription it = ask(Selection.ALL, "", 1).items().get(0);
        assertThat(it.clientId()).isEqualTo("c10");
        assertThat(it.userId()).isEqualTo("ada");
        assertThat(it.remoteAddress()).isEqualTo("embedded");
        assertThat(it.connectedAt()).isEqualTo(hub.bench.clock.millis());
        assertThat(it.channels()).containsExactly("a", "b");
        assertThat(it.groups()).containsExactly("staff");
        assertThat(it.metadata()).isEqualTo(Map.of("n", "1"));
        assertThat(it.messagesReceived()).isEqualTo(3);
        assertThat(it.messagesSent()).isEqualTo(3);
        assertThat(it.bytesReceived()).isEqualTo(34 + 34 + 38);
        assertThat(it.bytesSent()).isPositive();
        assertThat(it.pingCount()).isEqualTo(1);
        assertThat(it.pingsUnanswered()).isEqualTo(1);
        assertThat(it.isAlive()).isTrue();
    }

    @Test
    void a_second_unanswered_ping_says_that_it_is_not_alive() {
        TestClient ada = hub.connect("ada");
        hub.run(() -> ada.connection().ping());
        hub.run(() -> ada.connection().ping());
        assertThat(ask(Selection.ALL, "", 1).items().get(0).isAlive()).isFalse();
        hub.run(() -> ada.connection().onPong());
        assertThat(ask(Selection.ALL, "", 1).items().get(0).isAlive()).isTrue();
    }

    @Test
    void channels_are_counted_by_their_subscribers() {
        subscribed(hub.connect("ada"), "a", "ab", "b");
        TestClient ben = hub.connect("ben");
        subscribed(ben, "ab");
        hub.bridge.hold();
        ben.says("{'type':'subscribe','channel':'aa'}");
        hub.bridge.awaits("+a", "+ab", "+b", "+aa");
        assertThat(counts(Kind.CHANNELS, "", "", 9).items())
                .containsExactly(new Count("a", 1), new Count("ab", 2), new Count("b", 1));
        assertThat(counts(Kind.CHANNELS, "a", "", 9).items()).containsExactly(new Count("a", 1), new Count("ab", 2));
        assertThat(counts(Kind.CHANNELS, "", "a", 1)).isEqualTo(new CountsAnswer(List.of(new Count("ab", 2)), true));
        assertThat(counts(Kind.CHANNELS, "", "ab", 1)).isEqualTo(new CountsAnswer(List.of(new Count("b", 1)), false));
        assertThat(one(Kind.CHANNELS, "ab")).containsExactly(new Count("ab", 2));
        assertThat(one(Kind.CHANNELS, "aa")).isEmpty();
        assertThat(one(Kind.CHANNELS, "no name")).isEmpty();
    }

    @Test
    void groups_are_counted_by_their_members() {
        hub.connect("ada", "staff", "night");
        hub.connect("ben", "staff");
        assertThat(counts(Kind.GROUPS, "", "", 9).items())
                .containsExactly(new Count("night", 1), new Count("staff", 2));
        assertThat(counts(Kind.GROUPS, "st", "", 9).items()).containsExactly(new Count("staff", 2));
        assertThat(one(Kind.GROUPS, "staff")).containsExactly(new Count("staff", 2));
        assertThat(one(Kind.GROUPS, "sta")).isEmpty();
    }

    private void subscribed(TestClient client, String... channels) {
        for (String channel : channels) {
            client.says("{'type':'subscribe','channel':'" + channel + "'}");
            client.hears("{'type':'subscribed','channel':'" + channel + "'}");
        }
    }

    private static Selection which(String clientId, String user, String group, String channel) {
        return new Selection(
                Optional.ofNullable(clientId),
                Optional.ofNullable(user),
                Optional.ofNullable(group),
                ChannelName.parse(channel));
    }

    private List<String> found(Selection which) {
        return ids(ask(which, "", 100));
    }

    private static List<String> ids(ConnectionsAnswer answer) {
        return answer.items().stream().map(ConnectionDescription::clientId).toList();
    }

    private ConnectionsAnswer ask(Selection which, String after, int limit) {
        return hub.on(context -> hub.directory.answer(new ConnectionsQuestion(which, after, limit)));
    }

    private List<Count> one(Kind kind, String name) {
        return hub.on(context -> hub.directory.answer(CountsQuestion.ofOne(kind, name)))
                .items();
    }

    private CountsAnswer counts(Kind kind, String prefix, String after, int limit) {
        return hub.on(context -> hub.directory.answer(new CountsQuestion(kind, prefix, after, limit)));
    }
}
