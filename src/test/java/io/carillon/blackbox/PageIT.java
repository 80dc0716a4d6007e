package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.Chromium;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page of the public listener in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    private Chromium browser;
    private CarillonProcess node;

    @BeforeAll
    void start() {
        browser = Chromium.start();
        node = CarillonProcess.start(
                NodeConf.open().with("server.allowedOrigins", new JsonArray().add("https://elsewhere.example.com")));
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void whatIsPublishedAppearsThoughOnlyAnotherOriginIsAllowed() {
        openAs("ada");
        subscribe("chat:lobby");
        browser.evaluate("document.getElementById('data').value = '1.50';"
                + "document.getElementById('publish').requestSubmit()");
        browser.await("document.querySelector('#messages pre')?.textContent === '1.50'");
    }

    @Test
    void aChannelThatTheBackEndTakesAwayIsGoneAndSaidToBe() {
        openAs("bob");
        subscribe("chat:lobby");
        node.ops("DELETE", "/api/users/bob/subscriptions/chat:lobby", "");
        browser.await("document.querySelectorAll('#channels li').length === 0");
        assertThat(notice()).isEqualTo("The server ended the subscription to chat:lobby.");
        node.ops("PUT", "/api/users/bob/subscriptions/chat:news", "");
        browser.await(
                "document.querySelector('#channels li[data-state=subscribed]')?.textContent.startsWith('chat:news')");
    }

    @Test
    void aTokenThatIsNotAcceptedIsNotTriedForEver() {
        open(new Tokens("another secret of the tests, 32 bytes").of("mallory"));
        browser.await("document.getElementById('status').dataset.state === 'stopped'");
        assertThat(notice()).startsWith("The server does not accept this token");
    }

    @Test
    void aConnectionThatIsClosedForGoodStaysClosed() {
        openAs("carol");
        node.ops("DELETE", "/api/users/carol/connections", "{\"code\":3577,\"reason\":\"moved out\"}");
        browser.await("document.getElementById('status').dataset.state === 'stopped'");
        assertThat(notice()).contains("moved out");
    }

    @Test
    void aConnectionThatMayComeBackComesBackWithItsChannels() {
        openAs("dora");
        subscribe("chat:lobby");
        String before = (String) browser.evaluate("document.getElementById('client').textContent");
        node.ops("DELETE", "/api/users/dora/connections", "{\"code\":3011,\"reason\":\"rebalance\"}");
        browser.await("document.getElementById('client').textContent !== '" + before + "'"
                + " && document.querySelector('#channels li[data-state=subscribed]') !== null");
    }

    private void openAs(String user) {
        open(node.tokens().of(user));
        browser.await("document.getElementById('status').dataset.state === 'online'"
                + " && document.getElementById('user').textContent === '" + user + "'");
    }

    /** A page of its own each time: another fragment alone would not load it anew. */
    private void open(String token) {
        browser.open("about:blank");
        browser.open("http://127.0.0.1:" + node.port() + "/#token=" + token);
    }

    private void subscribe(String channel) {
        browser.evaluate("document.getElementById('channel').value = '" + channel
                + "'; document.getElementById('subscribe').requestSubmit()");
        browser.await("document.querySelector('#channels li[data-state=subscribed]') !== null");
    }

    private String notice() {
        return (String) browser.evaluate("document.getElementById('notice-text').textContent");
    }
}
