package io.carillon.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusTest {
    private static final Address<String, String> PLACE = new Address<>("place");

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Loop loop = Loop.start(vertx);
    private final List<Throwable> escaped = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    @Test
    void a_word_arrives_by_reference() {
        List<String> heard = new CopyOnWriteArrayList<>();
        loop.get(context -> bus.listen(PLACE, heard::add));
        String word = new String("word");
        bus.tell(PLACE, word);
        Await.until("the word", () -> heard.size() == 1);
        assertThat(heard.get(0)).isSameAs(word);
    }

    @Test
    void what_a_listener_throws_reaches_its_context() {
        loop.get(context -> {
            context.exceptionHandler(escaped::add);
            return bus.listen(PLACE, word -> {
                throw new IllegalStateException(word);
            });
        });
        bus.tell(PLACE, "boom");
        Await.until("the failure", () -> escaped.size() == 1);
        assertThat(escaped.get(0)).hasMessage("boom");
    }

    @Test
    void what_an_answerer_throws_reaches_its_context() {
        loop.get(context -> {
            context.exceptionHandler(escaped::add);
            return bus.<String, String>answer(PLACE, word -> {
                throw new IllegalStateException(word);
            });
        });
        bus.tell(PLACE, "boom");
        Await.until("the failure", () -> escaped.size() == 1);
        assertThat(escaped.get(0)).hasMessage("boom");
    }

    @Test
    void what_is_no_word_of_the_bus_is_a_failure_of_the_listener() {
        loop.get(context -> {
            context.exceptionHandler(escaped::add);
            return bus.listen(PLACE, word -> {});
        });
        vertx.eventBus().send(PLACE.name(), "not a word");
        Await.until("the failure", () -> escaped.size() == 1);
        assertThat(escaped.get(0)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void an_answer_that_fails_fails_the_question_and_nothing_else() {
        loop.get(context -> {
            context.exceptionHandler(escaped::add);
            return bus.<String, String>answer(PLACE, word -> Future.failedFuture("not " + word));
        });
        assertThat(Await.failure(bus.ask(PLACE, "now", Duration.ofSeconds(10)))).hasMessage("not now");
        assertThat(escaped).isEmpty();
    }

    /** By this order the bridge's answer to a subscriber separates what it missed from what is still to come. */
    @Test
    void words_and_answers_of_one_speaker_keep_their_order() {
        assertOrder(loop, Loop.start(vertx));
        assertOrder(loop, loop);
    }

    private void assertOrder(Loop speaker, Loop listener) {
        int rounds = 1_000;
        Address<Integer, Void> words = new Address<>("words" + speaker.equals(listener));
        Address<Integer, Integer> questions = new Address<>("questions" + speaker.equals(listener));
        List<Integer> heard = new CopyOnWriteArrayList<>();
        listener.get(context -> bus.listen(words, heard::add));
        speaker.get(context -> bus.<Integer, Integer>answer(questions, round -> {
            bus.tell(words, 3 * round);
            Promise<Integer> answer = Promise.promise();
            context.runOnContext(later -> {
                answer.complete(3 * round + 1);
                bus.tell(words, 3 * round + 2);
            });
            return answer.future();
        }));
        listener.get(context -> {
            for (int round = 0; round < rounds; round++) {
                bus.ask(questions, round, Duration.ofSeconds(30)).onSuccess(heard::add);
            }
            return null;
        });
        Await.until("all words", () -> heard.size() == 3 * rounds);
        for (int round = 0; round < rounds; round++) {
            assertThat(heard.indexOf(3 * round)).isLessThan(heard.indexOf(3 * round + 1));
            assertThat(heard.indexOf(3 * round + 1)).isLessThan(heard.indexOf(3 * round + 2));
        }
    }
}
