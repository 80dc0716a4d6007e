package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowLaneTest {
    private final Vertx vertx = Vertx.vertx();
    private final SlowLane lane = new SlowLane(vertx);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void stop() {
        gate.countDown();
        vertx.close().await();
    }

    @Test
    void refusesWhatIsTooMuchAndRecovers() throws Exception {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        CompletableFuture<Boolean> afterwards = new CompletableFuture<>();
        vertx.runOnContext(start -> {
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < SlowLane.MAX_PENDING; i++) {
                waiting.add(lane.verify(this::passTheGate));
            }
            refusal.complete(lane.verify(() -> true).cause());
            Future.all(waiting)
                    .compose(done -> lane.verify(() -> true))
                    .onSuccess(afterwards::complete)
                    .onFailure(afterwards::completeExceptionally);
            gate.countDown();
        });

        assertThat(refusal.get(10, TimeUnit.SECONDS)).isInstanceOf(AuthenticatorBusyException.class);
        assertThat(afterwards.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private boolean passTheGate() throws InterruptedException {
        return gate.await(10, TimeUnit.SECONDS);
    }
}
