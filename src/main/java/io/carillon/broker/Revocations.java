package io.carillon.broker;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Revoked;
import io.carillon.channel.Revocation;
import io.carillon.channel.Revocation.Subject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is revoked, as this node knows it: asks the store each second whether something is new, reads all of it then, and
 * tells the hubs. While the store is away what was read last holds. On the bridge's event loop.
 */
final class Revocations {
    private static final long PERIOD_MILLIS = 1_000;

    /** Until the first reading: no handshake is accepted before it. */
    private static final long FIRST_PERIOD_MILLIS = 100;

    private static final int PAGE = 1_000;

    private final Vertx vertx;
    private final RevocationStore store;
    private final Bus bus;
    private final int most;
    private Optional<Revoked> known = Optional.empty();
    /** By the reading before, whatever is known beyond it. */
    private NavigableMap<Subject, Long> lastRead = new TreeMap<>();

    private String version;
    private Future<Void> reading = Future.succeededFuture();
    private long timer;

    /** @param most revocations that there may be */
    Revocations(Vertx vertx, RevocationStore store, Bus bus, int most) {
        this.vertx = vertx;
        this.store = store;
        this.bus = bus;
        this.most = most;
    }

    void open() {
        bus.answer(Addresses.REVOKE, this::put);
        bus.answer(Addresses.PARDON, this::remove);
        bus.answer(Addresses.REVOKED_NOW, question -> known());
        wind();
    }

    /** One reading after the other, with a pause between them. */
    private void wind() {
        look().onComplete(done ->
                timer = vertx.setTimer(known.isPresent() ? PERIOD_MILLIS : FIRST_PERIOD_MILLIS, id -> wind()));
    }

    private Future<Revoked> known() {
        return known.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture("the revocations have not been read yet"));
    }

    /** Answers when this node goes by it; the others see it within a second. */
    private Future<Boolean> put(Revocation revocation) {
        return store.put(revocation, most)
                .compose(stored -> look().otherwiseEmpty().map(stored));
    }

    private Future<Boolean> remove(Subject subject) {
        return store.remove(subject).compose(removed -> look().otherwiseEmpty().map(removed));
    }

    /** Looks once more behind a reading that is under way, which may have been too early. */
    private Future<Void> look() {
        if (!reading.isComplete()) {
            return reading.otherwiseEmpty().compose(done -> look());
        }
        reading = store.version()
                .compose(now -> known.isPresent() && now.equals(version)
                        ? Future.succeededFuture()
                        : read(0, new TreeMap<>(), Optional.empty()));
        return reading;
    }

    /**
     * Reads to the end, whatever changes meanwhile: a list that many revoke from at once may never stand still.
     *
     * @param before what was read so far
     * @param first version of the first page; empty while there is none
     */
    private Future<Void> read(int offset, NavigableMap<Subject, Long> before, Optional<String> first) {
        return store.read(offset, PAGE).compose(part -> {
            part.list().forEach(revocation -> before.put(revocation.subject(), revocation.until()));
            String begun = first.orElse(part.version());
            if (part.more()) {
                return read(offset + PAGE, before, Optional.of(begun));
            }
            take(before, begun.equals(part.version()) ? begun : null);
            return Future.succeededFuture();
        });
    }

    /** @param of version that was read; null when it changed: then some may have slipped from a page to one read before */
    private void take(NavigableMap<Subject, Long> read, String of) {
        version = of;
        NavigableMap<Subject, Long> all = new TreeMap<>(read);
        if (of == null) {
            lastRead.forEach(all::putIfAbsent);
        }
        lastRead = read;
        known = Optional.of(new Revoked(all));
        bus.tellAll(Addresses.REVOKED, known.get());
    }

    Future<Void> close() {
        vertx.cancelTimer(timer);
        return store.close();
    }
}
