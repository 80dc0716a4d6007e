package io.carillon.session;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Interest;
import io.carillon.bus.Recall;
import io.carillon.bus.Recollection;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A bridge that writes down what hubs want, and confirms when the test says so. */
final class TestBridge {
    /** {@code +channel} for an interest, {@code -channel} for a release, {@code reset}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final List<Promise<Void>> pending = new CopyOnWriteArrayList<>();
    /** What hubs want to know of histories, waiting for the test's answers. */
    private final Map<String, Promise<Recollection>> recalls = new ConcurrentHashMap<>();

    private final Bus bus;
    private volatile boolean holds;
    private volatile Function<Recall, Future<Recollection>> historian;

    TestBridge(Bus bus) {
        this.bus = bus;
        bus.answer(Addresses.INTEREST, this::interest);
        bus.answer(Addresses.RECALL, this::recall);
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

    /** From now on this answers what hubs want to know of histories. */
    void recallBy(Function<Recall, Future<Recollection>> another) {
        historian = another;
    }

    void confirm() {
        pending.remove(0).complete();
    }

    void refuse() {
        pending.remove(0).fail("the broker is away");
    }

    /** Waits for a question and answers it; the question is {@code channel} or {@code channel since offset}. */
    void tell(String question, Recollection answer) {
        Await.until(question + " among " + recalls.keySet(), () -> recalls.containsKey(question));
        recalls.remove(question).complete(answer);
    }

    void failTo(String question) {
        Await.until(question + " among " + recalls.keySet(), () -> recalls.containsKey(question));
        recalls.remove(question).fail("the broker is away");
    }

    boolean isAsked(String question) {
        return recalls.containsKey(question);
    }

    private Future<Recollection> recall(Recall recall) {
        if (historian != null) {
            return historian.apply(recall);
        }
        Promise<Recollection> answer = Promise.promise();
        String since =
                recall.since().map(position -> " since " + position.offset()).orElse("");
        recalls.put(recall.channel() + since, answer);
        return answer.future();
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
