package io.carillon.broker.memory;

import io.carillon.broker.RevocationStore;
import io.carillon.broker.RevocationStore.Part;
import io.carillon.channel.Revocation;
import io.carillon.channel.Revocation.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is revoked in the process. Guarded by its own lock, since an old bridge may end while a new one begins.
 */
final class MemoryRevocations {
    private final Map<Subject, Long> until = new TreeMap<>();
    private long version;

    /** See {@link RevocationStore#put}. */
    synchronized boolean put(Revocation revocation, int most) {
        until.values().removeIf(end -> end <= System.currentTimeMillis());
        if (!until.containsKey(revocation.subject()) && until.size() >= most) {
            return false;
        }
        until.put(revocation.subject(), revocation.until());
        version++;
        return true;
    }

    synchronized boolean remove(Subject subject) {
        boolean removed = until.remove(subject) != null;
        version += removed ? 1 : 0;
        return removed;
    }

    synchronized String version() {
        return Long.toString(version);
    }

    synchronized Part read(int offset, int limit) {
        List<Revocation> list = until.entrySet().stream()
                .skip(offset)
                .limit(limit)
                .map(entry -> new Revocation(entry.getKey(), entry.getValue()))
                .toList();
        return new Part(version(), list, offset + list.size() < until.size());
    }
}
