package io.carillon.broker.memory;

import io.carillon.broker.LeaseStore;
import io.carillon.broker.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Leases in a process: those of the verticle that there is, and of those that have failed before it. Its owner locks. */
final class MemoryLeases {
    private static final String EPOCH = "memory";

    /** By lease, when it is over. */
    private final Map<String, Long> leases = new HashMap<>();
    /** Leases that are over and not yet swept. */
    private final Set<String> lapsed = new HashSet<>();

    Renewal renew(String lease, String epoch, Duration life) {
        long now = now();
        boolean isNew = epoch.equals(LeaseStore.NO_EPOCH);
        Long until = leases.get(lease);
        if (until != null && until <= now) {
            leases.replaceAll((each, end) -> Math.max(end, now + life.toMillis()));
        }
        if (isNew || until != null) {
            leases.put(lease, now + life.toMillis());
        }
        if (!isNew) {
            leases.entrySet().removeIf(each -> each.getValue() <= now && lapsed.add(each.getKey()));
        }
        return new Renewal(EPOCH, leases.containsKey(lease), isNew ? List.of() : List.copyOf(lapsed));
    }

    void retire(String lease, Duration rest) {
        leases.computeIfPresent(lease, (held, until) -> Math.min(until, now() + rest.toMillis()));
    }

    boolean isHeld(String lease) {
        return leases.containsKey(lease);
    }

    boolean isLapsed(String lease) {
        return lapsed.contains(lease);
    }

    void swept(String lease) {
        lapsed.remove(lease);
    }

    /** All that have not been swept. */
    List<String> all() {
        List<String> all = new ArrayList<>(leases.keySet());
        all.addAll(lapsed);
        return all;
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
