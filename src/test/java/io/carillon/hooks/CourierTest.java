package io.carillon.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.QueueHead;
import io.carillon.broker.StoredEvent;
import io.carillon.metrics.Exposition;
import io.carillon.outbound.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
    private final FakeEventStore store = new FakeEventStore();
    private final Exposition exposition = new Exposition();
    private final List<Buffer> posted = new ArrayList<>();
    private Promise<Answer> answer = Promise.promise();
    private long now = 1;
    private final Courier courier =
            new Courier("me", store, this::post, 100, exposition.hookMeters(), () -> now, () -> 1);

    @AfterEach
    void end() {
        exposition.close();
    }

    private Future<Answer> post(Buffer body) {
        posted.add(body);
        answer = Promise.promise();
        return answer.future();
    }

    private void waits(String... entries) {
        List<StoredEvent> events = Stream.of(entries)
                .map(entry -> new StoredEvent(entry, "connect", entry + ":connect", 1, "n", entry, "ada", 0))
                .toList();
        store.heads.add(new QueueHead(true, events.size(), events));
    }

    private void answers(int status) {
        answer.complete(new Answer(status, Buffer.buffer()));
    }

    private List<String> ids(int request) {
        return posted.get(request).toJsonObject().getJsonArray("events").stream()
                .map(event -> ((JsonObject) event).getString("id"))
                .toList();
    }

    @Test
    void what_was_accepted_is_removed_when_the_next_is_taken() {
        waits("1", "2");
        courier.tick();
        assertThat(ids(0)).containsExactly("1:connect", "2:connect");
        waits("3");
        answers(204);
        assertThat(ids(1)).containsExactly("3:connect");
        answers(200);
        assertThat(store.taken).containsExactly("/100", "2/100", "3/100");
    }

    @Test
    void what_was_not_accepted_is_posted_again_after_a_growing_pause() {
        waits("1");
        courier.tick();
        answers(500);
        now += 999;
        courier.tick();
        assertThat(posted).hasSize(1);
        now += 1;
        waits("1");
        courier.tick();
        assertThat(posted.get(1)).isEqualTo(posted.get(0));
        answer.fail("hangs");
        now += 1_999;
        courier.tick();
        assertThat(posted).hasSize(2);
        now += 1;
        waits("1");
        courier.tick();
        assertThat(posted).hasSize(3);
        answers(302);
        assertThat(store.taken).containsExactly("/100", "/100", "/100");
    }

    @Test
    void one_request_is_under_way_and_the_office_is_prolonged_meanwhile() {
        waits("1");
        courier.tick();
        now += 4_999;
        courier.tick();
        assertThat(store.taken).hasSize(1);
        now += 1;
        waits("1", "2");
        courier.tick();
        assertThat(store.taken).containsExactly("/100", "/1");
        assertThat(posted).hasSize(1);
        answers(200);
        assertThat(store.taken).containsExactly("/100", "/1", "1/100");
    }

    @Test
    void who_is_not_the_courier_asks_now_and_then() {
        store.heads.add(QueueHead.ANOTHERS);
        courier.tick();
        now += 4_999;
        courier.tick();
        assertThat(store.taken).hasSize(1);
        now += 1;
        waits("1");
        courier.tick();
        assertThat(posted).hasSize(1);
    }

    @Test
    void while_the_store_is_away_nothing_is_asked() {
        store.up = false;
        courier.tick();
        assertThat(store.taken).isEmpty();
    }

    @Test
    void at_the_end_all_that_waits_is_posted_while_it_is_accepted() {
        waits("1");
        var end = courier.close();
        waits("2");
        answers(200);
        assertThat(end.isComplete()).isFalse();
        answers(200);
        assertThat(end.succeeded()).isTrue();
        assertThat(posted).hasSize(2);
        assertThat(store.taken).endsWith("2/100");
        assertThat(store.resigned).containsExactly("me");
    }

    @Test
    void at_the_end_nobody_waits_for_a_receiver_that_is_away() {
        waits("1");
        var end = courier.close();
        answers(500);
        assertThat(end.succeeded()).isTrue();
        assertThat(store.resigned).containsExactly("me");
    }

    @Test
    void the_pause_grows_to_a_minute_and_no_further() {
        assertThat(Patience.millis(1, 0)).isEqualTo(500);
        assertThat(Patience.millis(1, 1)).isEqualTo(1_000);
        assertThat(Patience.millis(4, 1)).isEqualTo(8_000);
        assertThat(Patience.millis(7, 1)).isEqualTo(60_000);
        assertThat(Patience.millis(1_000_000, 1)).isEqualTo(60_000);
        assertThat(Patience.millis(1_000_000, 0)).isEqualTo(30_000);
    }
}
