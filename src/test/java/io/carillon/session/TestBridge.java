package io.carillon.session;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Interest;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bridge that writes down what hubs want, and confirms when the test says so. */
final class TestBridge {
    /** {@code +channel} for an interest, {@code -channel} for a release, {@code reset}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final List<Promise<Void>> pending = new CopyOnWriteArrayList<>();
    private final Bus bus;
    private volatile boolean holds;

    TestBridge(Bus bus) {
        this.bus = bus;
        bus.answer(Addresses.INTEREST, this::interest);
        bus.listen(Addresses.HUB_RESET, hub -> asked.add("reset"));
        bus.listen(Addresses.RELEASE, (Interest release) -> asked.add("-" + release.channel()));
    }

    /** From now on the test confirms or refuses by hand. */
    void hold() {
        holds = true;
    }

    /** Confirms at once from now on; what is pending stays so. */
    void letGo() {
        holds = false;
    }

    void confirm() {
        pending.remove(0).complete();
    }

    void refuse() {
        pending.remove(0).fail("the broker is away");
    }

    void awaits(String... expected) {
        Await.until(Arrays.toString(expected) + " but " + asked, () -> asked.equals(List.of(expected)));
    }

    private Future<Void> interest(Interest interest) {
        Promise<Void> promise = Promise.promise();
        if (holds) {
            pending.add(promise);
        } else {
            promise.complete();
        }
        asked.add("+" + interest.channel());
        return promise.future();
    }
}
