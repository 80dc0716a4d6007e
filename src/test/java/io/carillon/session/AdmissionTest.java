package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;

    @Test
    void the_bounds_hold_while_many_come_and_go_at_once() throws Exception {
        Admission admission = new Admission(3, 1, 1, 2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        inParallel(() -> {
            if (admission.enter()) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                admission.enterUser("ada");
                admission.leaveUser("ada");
                inside.decrementAndGet();
                admission.leave();
            }
        });
        assertThat(most).hasValueBetween(1, 3);
        assertThat(List.of(admission.enter(), admission.enter(), admission.enter(), admission.enter()))
                .containsExactly(true, true, true, false);
        assertThat(List.of(admission.enterUser("ada"), admission.enterUser("ada"), admission.enterUser("ada")))
                .containsExactly(true, true, false);
    }

    @Test
    void one_too_many_of_a_user_is_given_back_like_all_others() {
        Admission admission = new Admission(10, 1, 1, 1);
        assertThat(admission.enterUser("ada")).isTrue();
        assertThat(admission.enterUser("ada")).isFalse();
        admission.leaveUser("ada");
        assertThat(admission.enterUser("ada")).isFalse();
        admission.leaveUser("ada");
        admission.leaveUser("ada");
        assertThat(admission.enterUser("ada")).isTrue();
        admission.leaveUser("nobody");
    }

    @Test
    void one_address_has_so_many_tokens_verified_at_a_time() throws Exception {
        Admission admission = new Admission(10, 1, 1, 1);
        InetAddress address = InetAddress.getByName("2001:db8::7");
        InetAddress neighbour = InetAddress.getByName("2001:db8::8");
        for (int i = 0; i < Admission.MAX_VERIFYING; i++) {
            assertThat(admission.beginVerifying(i % 2 == 0 ? address : neighbour))
                    .isTrue();
        }
        assertThat(admission.beginVerifying(address)).isFalse();
        assertThat(admission.beginVerifying(neighbour)).isFalse();
        assertThat(admission.beginVerifying(InetAddress.getByName("203.0.113.7")))
                .isTrue();
        admission.endVerifying(address);
        assertThat(admission.beginVerifying(neighbour)).isTrue();
        assertThat(admission.beginVerifying(address)).isFalse();
    }

    @Test
    void an_address_has_a_rate_of_its_own() throws Exception {
        Admission admission = new Admission(10, 1, 2, 1);
        long now = System.nanoTime();
        InetAddress one = InetAddress.getByName("203.0.113.7");
        assertThat(List.of(admission.mayTry(one, now), admission.mayTry(one, now), admission.mayTry(one, now)))
                .containsExactly(true, true, false);
        assertThat(admission.mayTry(InetAddress.getByName("203.0.113.8"), now)).isTrue();
        assertThat(admission.mayTry(one, now + 600_000_000)).isTrue();
    }

    @Test
    void handshakes_have_a_rate_and_draining_ends_them() {
        Admission admission = new Admission(10, 5, 1, 1);
        long now = System.nanoTime();
        List<Boolean> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(admission.mayShakeHands(now));
        }
        assertThat(answers).containsExactly(true, true, true, true, true, false);
        assertThat(admission.isDraining()).isFalse();
        admission.drain();
        assertThat(admission.isDraining()).isTrue();
    }

    private static void inParallel(Runnable action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch start = new CountDownLatch(THREADS);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(CompletableFuture.runAsync(() -> repeat(start, action), threads));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        threads.shutdown();
    }

    private static void repeat(CountDownLatch start, Runnable action) {
        start.countDown();
        for (int i = 0; i < ROUNDS; i++) {
            action.run();
        }
    }
}
