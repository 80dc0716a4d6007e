package io.carillon.ops.question;

import io.carillon.bus.Address;
import io.carillon.bus.Bus;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The hubs of this node, asked all at once. */
final class Hubs {
    /** A hub that hangs must not make its whole node miss the deadline of the cluster. */
    static final Duration DEADLINE = Duration.ofMillis(700);

    private final Bus bus;
    private final int count;

    Hubs(Bus bus, int count) {
        this.bus = bus;
        this.count = count;
    }

    /** @param whole whether every hub has answered */
    record Heard<A>(List<A> answers, boolean whole) {}

    /** Completes within the deadline with what came back until then; fails never. */
    <W, A> Future<Heard<A>> ask(IntFunction<Address<W, A>> address, W word) {
        List<Future<A>> asked = IntStream.range(0, count)
                .mapToObj(hub -> bus.ask(address.apply(hub), word, DEADLINE))
                .toList();
        return Future.join(asked).transform(done -> Future.succeededFuture(heard(asked)));
    }

    private static <A> Heard<A> heard(List<Future<A>> asked) {
        List<A> answers =
                asked.stream().filter(Future::succeeded).map(Future::result).toList();
        return new Heard<>(answers, answers.size() == asked.size());
    }
}
