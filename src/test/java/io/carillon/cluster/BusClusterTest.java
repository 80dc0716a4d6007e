package io.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusClusterTest {
    private static final JsonObject QUESTION = new JsonObject().put("n", 1);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_node_alone_asks_itself() {
        Cluster cluster = BusCluster.solo(vertx).await();
        cluster.answer("double", body -> Future.succeededFuture(new JsonObject().put("n", body.getInteger("n") * 2)));
        Answers answers = cluster.ask("double", QUESTION).await();
        assertThat(answers).isEqualTo(new Answers(1, List.of(new JsonObject().put("n", 2))));
    }

    @Test
    void every_member_answers_for_itself() {
        List<String> members = List.of("a", "b");
        BusCluster first = open("a", members);
        BusCluster second = open("b", members);
        first.answer("who", body -> id("a"));
        second.answer("who", body -> id("b"));
        Answers answers = first.ask("who", QUESTION).await();
        assertThat(answers.asked()).isEqualTo(2);
        assertThat(answers.items()).extracting(item -> item.getString("id")).containsExactly("a", "b");
    }

    @Test
    void a_member_that_is_not_there_is_asked_and_missing() {
        BusCluster cluster = open("a", List.of("a", "dead"));
        cluster.answer("who", body -> id("a"));
        Answers answers = cluster.ask("who", QUESTION).await();
        assertThat(answers.asked()).isEqualTo(2);
        assertThat(answers.items()).hasSize(1);
    }

    @Test
    void a_member_that_never_answers_is_missing_after_the_deadline() {
        BusCluster cluster = open("a", List.of("a"));
        Promise<JsonObject> never = Promise.promise();
        cluster.answer("who", body -> never.future());
        assertThat(cluster.ask("who", QUESTION).await()).isEqualTo(new Answers(1, List.of()));
    }

    @Test
    void answers_that_fail_throw_or_are_not_declared_are_missing() {
        BusCluster cluster = open("a", List.of("a"));
        cluster.answer("fails", body -> Future.failedFuture("no"));
        cluster.answer("throws", body -> {
            throw new IllegalStateException("broken");
        });
        for (String question : List.of("fails", "throws", "undeclared")) {
            assertThat(cluster.ask(question, QUESTION).await()).isEqualTo(new Answers(1, List.of()));
        }
    }

    @Test
    void the_answer_is_made_on_the_event_loop_that_declared_it() {
        Cluster cluster = BusCluster.solo(vertx).await();
        Promise<Thread> declared = Promise.promise();
        vertx.runOnContext(turn -> {
            cluster.answer(
                    "thread",
                    body -> Future.succeededFuture(
                            new JsonObject().put("name", Thread.currentThread().getName())));
            declared.complete(Thread.currentThread());
        });
        Thread thread = declared.future().await();
        JsonObject answer = cluster.ask("thread", QUESTION).await().items().get(0);
        assertThat(answer.getString("name")).isEqualTo(thread.getName());
    }

    @Test
    void a_cluster_that_stops_has_nobody_to_ask() {
        BusCluster cluster = new BusCluster(vertx, "a", () -> {
            throw new IllegalStateException("stopped");
        });
        assertThat(cluster.ask("who", QUESTION).await()).isEqualTo(new Answers(0, List.of()));
    }

    private BusCluster open(String id, List<String> members) {
        BusCluster cluster = new BusCluster(vertx, id, () -> members);
        cluster.open().await();
        return cluster;
    }

    private static Future<JsonObject> id(String id) {
        return Future.succeededFuture(new JsonObject().put("id", id));
    }
}
