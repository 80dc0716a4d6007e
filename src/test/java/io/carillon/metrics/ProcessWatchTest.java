package io.carillon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessWatchTest {
    private final ProcessHealth health = new ProcessHealth();
    private final List<String> ended = new ArrayList<>();
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final ProcessWatch watch = new ProcessWatch(List.<EventExecutor>of(loop), health, ended::add);
    private final CountDownLatch stuck = new CountDownLatch(1);

    @AfterEach
    void end() {
        stuck.countDown();
        loop.shutdownGracefully();
    }

    @Test
    void aLoopThatAnswersIsNoProblem() {
        for (int i = 0; i < 2 * ProcessWatch.HANGS; i++) {
            watch.tick();
            answered();
        }
        assertThat(health.problem()).isEmpty();
    }

    @Test
    void aLoopThatHangsIsSaidFirstAndEndsTheProcessThen() {
        watch.tick();
        answered();
        hang();
        tick(ProcessWatch.TROUBLE);
        assertThat(health.problem()).isEmpty();
        watch.tick();
        assertThat(health.problem())
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("does not answer"));
        tick(ProcessWatch.HANGS - ProcessWatch.TROUBLE);
        assertThat(health.end()).isPresent();
        tick(ProcessWatch.LAST_WORDS);
        assertThat(ended).hasSize(1);
    }

    @Test
    void aLoopThatComesBackIsForgiven() {
        watch.tick();
        answered();
        hang();
        tick(ProcessWatch.HANGS - 1);
        assertThat(health.problem()).isPresent();
        stuck.countDown();
        answered();
        watch.tick();
        assertThat(health.problem()).isEmpty();
        assertThat(ended).isEmpty();
    }

    @Test
    void aLackOfMemoryEndsTheProcessHoweverDeepItIsInAFailure() {
        health.failed(new IllegalStateException("something else"));
        tick(5);
        assertThat(health.problem()).isEmpty();
        health.failed(new IllegalStateException(new RuntimeException(new OutOfMemoryError("Java heap space"))));
        assertThat(health.problem()).contains("Java heap space");
        tick(ProcessWatch.LAST_WORDS + 1);
        assertThat(ended).contains("Java heap space");
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            watch.tick();
        }
    }

    private void hang() {
        CountDownLatch hanging = new CountDownLatch(1);
        loop.execute(() -> {
            hanging.countDown();
            await(stuck);
        });
        await(hanging);
    }

    /** What was asked before is answered when this returns. */
    private void answered() {
        loop.submit(() -> {}).syncUninterruptibly();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
