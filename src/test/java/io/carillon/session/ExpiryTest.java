package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.auth.Grants;
import io.carillon.auth.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token that is over still allows, once the leeway of the handshake is over too. */
class ExpiryTest {
    private final HubBench hub = new HubBench();
    private final TestClient ada = hub.connect(new Identity(
            "ada",
            hub.bench.clock.millis() + 1_000,
            Optional.empty(),
            Grants.NONE,
            List.of(),
            Optional.empty(),
            Map.of()));

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscribe", "publish", "history", "presence"})
    void nothing_more_is_given(String type) {
        hub.bench.clock.advance(6_000);
        ada.says("{'type':'" + type + "','id':1,'channel':'tracked:a','data':1}");
        ada.hears("{'type':'error','code':401,'name':'authentication_failed',"
                + "'message':'Token expired: refresh it','id':1,'channel':'tracked:a'}");
    }

    @Test
    void until_then_everything_is() {
        hub.bench.clock.advance(5_999);
        ada.says("{'type':'subscribe','channel':'a'}");
        ada.hears("{'type':'subscribed','channel':'a'}");
    }

    @Test
    void a_refresh_brings_everything_back() {
        hub.bench.clock.advance(6_000);
        hub.tokens.known.put("new", HubBench.identity("ada"));
        ada.says("{'type':'refresh','token':'new'}", "{'type':'subscribe','channel':'a'}");
        ada.hears("{'type':'subscribed','channel':'a'}");
        ada.says("{'type':'unsubscribe','channel':'a'}", "{'type':'ping'}");
        ada.hears("pong");
        assertThat(ada.heard()).noneMatch(each -> each.contains("error"));
    }
}
