package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Addresses;
import io.carillon.bus.Movement;
import io.carillon.bus.Movements;
import io.carillon.channel.Attendance;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hub tells of its members, and how a client asks for those of all hubs. */
class PresenceTest {
    private final HubBench hub = new HubBench();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        hub.bus.listen(Addresses.MOVEMENTS, (Movements word) -> {
            assertThat(word.hub()).isZero();
            for (Movement each : word.list()) {
                told.add(each.kind() + " " + each.channel()
                        + (each.member() == null ? "" : " " + each.member().user()));
            }
        });
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void awaits(String... words) {
        Await.until(List.of(words) + " but " + told, () -> told.equals(List.of(words)));
    }

    @Test
    void who_comes_and_goes_is_told_in_tracked_channels_only() {
        TestClient ada = hub.connect("ada");
        TestClient ben = hub.connect("ben");
        subscribe(ada, "a");
        subscribe(ada, "tracked:a");
        subscribe(ben, "tracked:a");
        ada.says("{'type':'unsubscribe','channel':'a'}");
        ada.says("{'type':'unsubscribe','channel':'tracked:a'}");
        ben.vanishes();
        awaits("ENTERED tracked:a ada", "ENTERED tracked:a ben", "LEFT tracked:a", "ENDED tracked:a");
    }

    @Test
    void who_never_was_subscribed_neither_came_nor_went() {
        hub.bridge.hold();
        TestClient ada = hub.connect("ada");
        TestClient ben = hub.connect("ben");
        ada.says("{'type':'subscribe','channel':'tracked:a'}");
        ben.says("{'type':'subscribe','channel':'tracked:b'}");
        hub.bridge.awaits("+tracked:a", "+tracked:b");
        ada.vanishes();
        hub.bridge.confirm();
        hub.bridge.refuse();
        hub.bridge.letGo();
        TestClient marker = hub.connect("zoe");
        subscribe(marker, "tracked:z");
        awaits("ENTERED tracked:z zoe");
    }

    @Test
    void a_bridge_that_has_begun_again_is_told_who_is_there() {
        subscribe(hub.connect("ada"), "tracked:a");
        subscribe(hub.connect("ben"), "b");
        awaits("ENTERED tracked:a ada");
        told.clear();
        hub.run(hub.hub::declareAll);
        awaits("REMAINED tracked:a ada");
    }

    @Test
    void the_answer_comes_from_the_bridge() {
        byte[] clients = "[{\"x\":1}]".getBytes(StandardCharsets.UTF_8);
        hub.bus.answer(Addresses.ATTENDANCE, channel -> Future.succeededFuture(new Attendance(7, 3, clients)));
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'presence','id':1,'channel':'tracked:a'}");
        ada.hears("{'type':'presence','id':1,'channel':'tracked:a','count':7,'users':3,'clients':[{'x':1}]}");
    }

    @Test
    void without_an_answer_the_broker_is_unavailable() {
        TestClient ada = hub.connect("ada");
        ada.says("{'type':'presence','id':1,'channel':'tracked:a'}");
        ada.hears("{'type':'error','code':503,'name':'broker_unavailable','message':'Broker unavailable','id':1,"
                + "'channel':'tracked:a'}");
    }

    private static void subscribe(TestClient client, String channel) {
        client.says("{'type':'subscribe','channel':'" + channel + "'}");
        client.hears("{'type':'subscribed','channel':'" + channel + "'}");
    }
}
