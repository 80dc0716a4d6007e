package io.carillon.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Authorization;
import io.carillon.bus.Verdict;
import io.carillon.channel.ChannelName;
import io.carillon.metrics.Exposition;
import io.carillon.outbound.Answer;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorkeeperTest {
    private static final Authorization QUESTION = new Authorization(
            "subscribe", Optional.of("c1"), "ada", List.of("staff"), Optional.of(new ChannelName("room")));

    private final Exposition exposition = new Exposition();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Future<Answer> answer = answer(200, "{\"allow\":true}");
    private volatile Buffer posted;
    private Vertx vertx;
    private Loop loop;
    private Doorkeeper doorkeeper;

    @BeforeEach
    void begin() {
        vertx = Vertx.vertx();
        loop = Loop.start(vertx);
        doorkeeper = loop.get(
                context -> new Doorkeeper(context.owner(), this::post, Duration.ofMillis(50), exposition.hookMeters()));
    }

    @AfterEach
    void end() {
        exposition.close();
        Await.result(vertx.close());
    }

    private Future<Answer> post(Buffer body) {
        posted = body;
        asked.incrementAndGet();
        return answer;
    }

    private static Future<Answer> answer(int status, String body) {
        return Future.succeededFuture(new Answer(status, Buffer.buffer(body)));
    }

    private Future<Verdict> ask() {
        return loop.ask(context -> doorkeeper.ask(QUESTION));
    }

    @Test
    void the_question_says_who_wants_what() {
        assertThat(Await.result(ask())).isEqualTo(new Verdict(true, Optional.empty()));
        assertThat(posted)
                .hasToString("{\"operation\":\"subscribe\",\"clientId\":\"c1\",\"user\":\"ada\",\"groups\":[\"staff\"],"
                        + "\"channel\":\"room\"}");
    }

    @Test
    void a_no_may_have_a_reason() {
        answer = answer(200, "{\"allow\":false,\"reason\":\"not you\",\"more\":1}");
        assertThat(Await.result(ask())).isEqualTo(new Verdict(false, Optional.of("not you")));
        answer = answer(
                200, "{\"allow\":false,\"reason\":\"" + "x".repeat(Doorkeeper.MAX_REASON - 1) + "\ud83d\ude00\"}");
        assertThat(Await.result(ask()).reason()).contains("x".repeat(Doorkeeper.MAX_REASON - 1));
        answer = answer(200, "{\"allow\":false,\"reason\":7}");
        assertThat(Await.result(ask())).isEqualTo(new Verdict(false, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204|{\"allow\":true}",
                "302|{\"allow\":true}",
                "403|{\"allow\":true}",
                "500|{\"allow\":true}",
                "200|",
                "200|true",
                "200|[]",
                "200|{}",
                "200|{\"allow\":1}",
                "200|{\"allow\":\"true\"}",
                "200|{\"allow\":null}",
                "200|{\"allow\":true",
                "200|{\"allow\":false,\"allow\":true}",
                "200|{\"allow\":true} x",
            })
    void what_is_no_clear_answer_is_a_failure(int status, String body) {
        answer = answer(status, body == null ? "" : body);
        assertThat(Await.failure(ask())).isNotNull();
    }

    @Test
    void one_that_does_not_answer_is_left_alone_and_tried_again() {
        answer = Future.failedFuture("away");
        for (int i = 0; i < Doorkeeper.MAX_FAILURES; i++) {
            Await.failure(ask());
        }
        int before = asked.get();
        answer = answer(200, "{\"allow\":true}");
        Await.until(
                "it is asked again",
                () -> ask().transform(done -> Future.succeededFuture(done.succeeded()))
                        .await());
        assertThat(before).isEqualTo(Doorkeeper.MAX_FAILURES);
    }

    @Test
    void a_no_is_no_failure_of_the_hook() {
        answer = answer(200, "{\"allow\":false}");
        for (int i = 0; i < 3 * Doorkeeper.MAX_FAILURES; i++) {
            assertThat(Await.result(ask()).allowed()).isFalse();
        }
        assertThat(asked).hasValue(3 * Doorkeeper.MAX_FAILURES);
    }

    @Test
    void there_is_a_bound_on_questions_under_way() {
        Promise<Answer> pending = Promise.promise();
        answer = pending.future();
        for (int i = 0; i < Doorkeeper.MAX_UNDER_WAY; i++) {
            ask();
        }
        assertThat(Await.failure(ask())).hasMessage("too many questions are under way");
        pending.complete(new Answer(200, Buffer.buffer("{\"allow\":true}")));
        assertThat(Await.result(ask()).allowed()).isTrue();
    }
}
