package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.metrics.Meters;
import io.carillon.testing.Await;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Supervisor supervisor = new Supervisor(vertx, new Meters(registry));
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final Queue<Future<?>> starts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger stopped = new AtomicInteger();

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    @Test
    void a_verticle_whose_handler_throws_is_taken_down_and_another_takes_its_place() {
        Post post = deploy();
        workers.get(0).fail();
        Await.until("another", () -> workers.size() == 2 && post.isUp());
        assertThat(stopped).hasValue(1);
        assertThat(restarts()).isEqualTo(1);
        assertThat(vertx.deploymentIDs()).hasSize(1);
        assertThat(supervisor.down()).isEmpty();
    }

    @Test
    void meanwhile_it_is_named_among_those_that_are_down() {
        deploy();
        Promise<Void> second = Promise.promise();
        starts.add(second.future());
        workers.get(0).fail();
        Await.until("another", () -> workers.size() == 2);
        assertThat(supervisor.down()).containsExactly("worker");
        second.complete();
        Await.until("none down", () -> supervisor.down().isEmpty());
    }

    @Test
    void several_exceptions_of_one_verticle_count_once() {
        Post post = deploy();
        workers.get(0).fail(3);
        Await.until("another", () -> workers.size() == 2 && post.isUp());
        workers.get(0).fail(2);
        workers.get(1).fail();
        Await.until("a third", () -> workers.size() == 3 && post.isUp());
        assertThat(restarts()).isEqualTo(2);
    }

    @Test
    void one_that_does_not_start_again_is_tried_again() {
        Post post = deploy();
        starts.add(Future.failedFuture("a test's failure"));
        starts.add(Future.failedFuture("a test's failure"));
        workers.get(0).fail();
        Await.until("the fourth", () -> workers.size() == 4 && post.isUp());
        assertThat(vertx.deploymentIDs()).hasSize(1);
    }

    @Test
    void one_that_cannot_even_be_made_is_tried_again() {
        AtomicInteger made = new AtomicInteger();
        Post post = Await.result(supervisor.deploy("fragile", () -> {
            if (made.getAndIncrement() == 1) {
                throw new IllegalStateException("a test's failure");
            }
            return worker();
        }));
        workers.get(0).fail();
        Await.until("the third attempt", () -> made.get() == 3 && post.isUp());
    }

    @Test
    void one_whose_stop_fails_is_replaced_all_the_same() {
        Post post = deploy();
        workers.get(0).stops = Future.failedFuture("a test's failure");
        workers.get(0).fail();
        Await.until("another", () -> workers.size() == 2 && post.isUp());
    }

    @Test
    void one_that_fails_while_it_starts_is_not_left_running_beside_its_successor() {
        Promise<Void> slowStart = Promise.promise();
        starts.add(slowStart.future());
        Future<Post> opening = supervisor.deploy("worker", this::worker);
        Await.until("the first", () -> workers.size() == 1 && workers.get(0).hasBegun());
        workers.get(0).fail();
        Await.until("its failure", () -> restarts() == 1);
        slowStart.complete();
        Post post = Await.result(opening);
        Await.until("another", () -> workers.size() == 2 && post.isUp());
        Await.until("the first to be gone", () -> stopped.get() == 1);
        assertThat(vertx.deploymentIDs()).hasSize(1);
    }

    @Test
    void one_that_fails_in_two_ways_while_it_starts_has_one_successor() {
        Post post = deploy();
        Promise<Void> secondStart = Promise.promise();
        starts.add(secondStart.future());
        workers.get(0).fail();
        Await.until("the second", () -> workers.size() == 2 && workers.get(1).hasBegun());
        workers.get(1).fail();
        Await.until("its failure", () -> restarts() == 2);
        secondStart.fail("a test's failure");
        Await.until("the third", () -> workers.size() == 3 && post.isUp());
        workers.get(2).fail();
        Await.until("the fourth", () -> workers.size() == 4 && post.isUp());
        assertThat(vertx.deploymentIDs()).hasSize(1);
    }

    @Test
    void closing_ends_it_and_its_failures_mean_nothing_any_more() {
        Post post = deploy();
        Await.result(post.close());
        workers.get(0).fail();
        awaitLongerThanThePause();
        assertThat(workers).hasSize(1);
        assertThat(post.isUp()).isFalse();
        assertThat(restarts()).isZero();
    }

    @Test
    void closing_during_the_pause_ends_it_for_good() {
        Post post = deploy();
        workers.get(0).fail();
        Await.until("the pause", () -> stopped.get() == 1);
        Await.result(post.close());
        awaitLongerThanThePause();
        assertThat(workers).hasSize(1);
        assertThat(vertx.deploymentIDs()).hasSizeLessThan(2);
    }

    /** Another post's verticle fails after this one's and is back: the same pause has passed. */
    private void awaitLongerThanThePause() {
        List<Worker> others = new CopyOnWriteArrayList<>();
        Post marker = Await.result(supervisor.deploy("marker", () -> {
            others.add(new Worker(Future.succeededFuture()));
            return others.get(others.size() - 1);
        }));
        others.get(0).fail();
        Await.until("the marker", () -> others.size() == 2 && marker.isUp());
        others.get(1).fail();
        Await.until("the marker", () -> others.size() == 3 && marker.isUp());
        Await.result(marker.close());
        stopped.set(0);
        registry.find("carillon.verticle.restarts")
                .tag("verticle", "marker")
                .counters()
                .forEach(registry::remove);
    }

    private Post deploy() {
        return Await.result(supervisor.deploy("worker", this::worker));
    }

    private Worker worker() {
        Future<?> start = starts.poll();
        Worker worker = new Worker(start == null ? Future.succeededFuture() : start);
        workers.add(worker);
        return worker;
    }

    private double restarts() {
        return registry.find("carillon.verticle.restarts").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private final class Worker extends VerticleBase {
        private final Future<?> starts;
        private volatile Future<?> stops = Future.succeededFuture();
        private volatile boolean begun;

        Worker(Future<?> starts) {
            this.starts = starts;
        }

        @Override
        public Future<?> start() {
            begun = true;
            return starts;
        }

        @Override
        public Future<?> stop() {
            stopped.incrementAndGet();
            return stops;
        }

        boolean hasBegun() {
            return begun;
        }

        void fail() {
            fail(1);
        }

        void fail(int times) {
            for (int i = 0; i < times; i++) {
                context.runOnContext(nothing -> {
                    throw new IllegalStateException("a test's failure");
                });
            }
        }
    }
}
