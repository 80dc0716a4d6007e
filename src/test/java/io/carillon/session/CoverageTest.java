package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Command;
import io.carillon.bus.Selection;
import io.carillon.channel.ChannelName;
import io.carillon.testing.Await;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token that grants less ends what it does not cover. */
class CoverageTest {
    private final HubBench hub = new HubBench();
    private TestClient ada;

    @BeforeEach
    void connect() {
        hub.tokens.known.put("narrow", HubBench.granted("ada", "granted:a"));
        ada = hub.connect(HubBench.granted("ada", "granted:*"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void what_is_not_granted_any_more_ends_after_the_answer() {
        subscribe("granted:a");
        subscribe("granted:b");
        subscribe("open");
        ada.says("{'type':'refresh','id':1,'token':'narrow'}", "{'type':'ping','id':'marker'}");
        ada.hears("marker");
        assertThat(ada.heard().subList(4, 7))
                .containsExactly(
                        "{'type':'refreshed','id':1,'expiresAt':9223372036854775807}",
                        "{'type':'unsubscribed','channel':'granted:b'}",
                        "{'type':'pong','id':'marker'}");
        assertThat(ada.connection().subscription(new ChannelName("granted:b"))).isNull();
        assertThat(ada.connection().isSubscribed(new ChannelName("granted:a"))).isTrue();
        assertThat(ada.connection().isSubscribed(new ChannelName("open"))).isTrue();
    }

    @Test
    void what_the_back_end_has_given_stays() {
        subscribe("granted:b");
        give("granted:b");
        give("granted:c");
        ada.says("{'type':'refresh','token':'narrow'}");
        ada.hears("refreshed");
        assertThat(ada.connection().isSubscribed(new ChannelName("granted:b"))).isTrue();
        assertThat(ada.connection().isSubscribed(new ChannelName("granted:c"))).isTrue();
    }

    @Test
    void what_waits_for_the_broker_ends_too_and_is_told_in_order() {
        hub.bridge.hold();
        ada.says(
                "{'type':'refresh','id':1,'token':'narrow'}",
                "{'type':'subscribe','id':2,'channel':'granted:b'}",
                "{'type':'subscribe','id':3,'channel':'granted:a'}");
        ada.hears("403");
        assertThat(ada.heard().get(2)).contains("'code':403", "'id':2");

        ada.says("{'type':'subscribe','id':4,'channel':'open'}");
        hub.tokens.known.put("none", HubBench.granted("ada"));
        ada.says("{'type':'refresh','id':5,'token':'none'}");
        hub.bridge.awaits("+granted:a", "+open");
        hub.bridge.confirm();
        hub.bridge.confirm();
        ada.hears("unsubscribed");
        assertThat(ada.heard().subList(3, 7))
                .containsExactly(
                        "{'type':'subscribed','id':3,'channel':'granted:a'}",
                        "{'type':'subscribed','id':4,'channel':'open'}",
                        "{'type':'refreshed','id':5,'expiresAt':9223372036854775807}",
                        "{'type':'unsubscribed','channel':'granted:a'}");
        hub.bridge.awaits("+granted:a", "+open", "-granted:a");
    }

    private void subscribe(String channel) {
        ada.says("{'type':'subscribe','channel':'" + channel + "'}");
        ada.hears("{'type':'subscribed','channel':'" + channel + "'}");
    }

    private void give(String channel) {
        Command command = new Command(Selection.ALL, Optional.empty(), new Command.Subscribe(new ChannelName(channel)));
        Await.result(hub.on(context -> hub.steering.carryOut(command)));
    }
}
