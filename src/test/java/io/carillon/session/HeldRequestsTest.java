package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.auth.Identity;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is held for one client is bounded, and nothing of it is lost. */
class HeldRequestsTest {
    private static final int PENDING_BYTES = 20_000;
    private static final int REQUESTS = 90;

    private final HubBench hub = new HubBench(null, PENDING_BYTES);
    private final TestClient ada = hub.connect("ada");

    @AfterEach
    void end() {
        hub.close();
    }

    private static String[] many(String request) {
        return IntStream.range(0, REQUESTS).mapToObj(request::formatted).toArray(String[]::new);
    }

    private List<String> answers(String type) {
        return ada.heard().stream()
                .filter(each -> each.startsWith("{'type':'" + type))
                .toList();
    }

    @Test
    void whatFollowsASlowTokenIsNotEvenBegun() {
        Promise<Identity> verification = Promise.promise();
        hub.tokens.slow.put("slow", verification);
        hub.broker.history = channel -> Future.succeededFuture(page(2));
        ada.says("{'type':'refresh','token':'slow'}");
        ada.says(many("{'type':'history','id':%d,'channel':'kept:a'}"));
        assertThat(hub.broker.reads).hasValue(0);
        verification.complete(HubBench.identity("ada"));
        ada.hears("'id':" + (REQUESTS - 1));
        assertThat(answers("history")).hasSize(REQUESTS);
        assertThat(ada.heard().get(1)).startsWith("{'type':'refreshed'");
    }

    @Test
    void pagesAreReadAtThePaceOfTheSocketOneAtATime() {
        Promise<Past> first = Promise.promise();
        hub.broker.history = channel -> first.future();
        ada.says(many("{'type':'history','id':%d,'channel':'kept:a'}"));
        assertThat(hub.broker.reads).hasValue(1);
        hub.run(() -> ada.socket().admit(0));
        hub.broker.history = channel -> Future.succeededFuture(page(10));
        first.complete(page(10));
        ada.says();
        assertThat(hub.broker.reads.get()).isLessThan(4);
        long pending = hub.on(context -> ada.connection().socket().outbox().pending());
        assertThat(pending).isLessThan(PENDING_BYTES);
        hub.run(() -> ada.socket().admit(Long.MAX_VALUE));
        ada.hears("'id':" + (REQUESTS - 1));
        assertThat(answers("history")).hasSize(REQUESTS);
        assertThat(ada.connection().isEnded()).isFalse();
    }

    @Test
    void publishesUnderWayAreBoundedInBytes() {
        String data = "x".repeat(1_000);
        ada.says(many("{'type':'publish','id':%d,'channel':'a','data':'" + data + "'}"));
        int begun = hub.broker.published.size();
        assertThat(begun).isBetween(2, PENDING_BYTES / data.length());
        for (int i = 0; i < REQUESTS; i++) {
            int next = i;
            Await.until("publish " + i, () -> hub.broker.answers.size() > next);
            hub.run(() -> hub.broker.answers.get(next).complete());
        }
        ada.hears("'id':" + (REQUESTS - 1));
        assertThat(answers("published")).hasSize(REQUESTS);
    }

    private static Past page(int entries) {
        byte[] text = new byte[500];
        Arrays.fill(text, (byte) ' ');
        System.arraycopy("{}".getBytes(StandardCharsets.US_ASCII), 0, text, 0, 2);
        return new Past(
                new Position("e", entries, 1),
                IntStream.rangeClosed(1, entries)
                        .mapToObj(i -> new Publication(new ChannelName("kept:a"), text, new Position("e", i, 1), 0))
                        .toList());
    }
}
