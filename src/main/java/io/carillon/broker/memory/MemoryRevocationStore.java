package io.carillon.broker.memory;

import io.carillon.broker.RevocationStore;
import io.carillon.channel.Revocation;
import io.vertx.core.Future;

/** One bridge's way to what is revoked in the process. It ends with the process. */
record MemoryRevocationStore(MemoryRevocations revocations) implements RevocationStore {
    @Override
    public Future<Boolean> put(Revocation revocation, int most) {
        return Future.succeededFuture(revocations.put(revocation, most));
    }

    @Override
    public Future<Boolean> remove(Revocation.Subject subject) {
        return Future.succeededFuture(revocations.remove(subject));
    }

    @Override
    public Future<String> version() {
        return Future.succeededFuture(revocations.version());
    }

    @Override
    public Future<Part> read(int offset, int limit) {
        return Future.succeededFuture(revocations.read(offset, limit));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
