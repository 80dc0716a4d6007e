package io.carillon.ops;

import io.carillon.config.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many wrong keys came from where. An address has so many in any minute; then it is to wait, also with a right key,
 * or its guesses would be judged as fast as ever. Only where a right key was shown lately goes on: whoever is at work is not
 * locked out by another behind the same proxy. Bounded: the address that was quiet for longest is forgotten.
 *
 * <p>For one event loop. Times are of a monotonic clock, in nanoseconds.
 */
final class WrongKeys {
    static final int PER_MINUTE = 20;

    /** Some 250 bytes each. */
    static final int MAX_ADDRESSES = 10_000;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long LATELY = TimeUnit.MINUTES.toNanos(10);

    private final Map<String, Caller> callers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Caller> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** A ring of the newest wrong keys, and the newest right one. */
    private static final class Caller {
        private final long[] wrong = new long[PER_MINUTE];
        private int count;
        private boolean wasRight;
        private long right;
    }

    void wrong(String address, long now) {
        Caller caller = caller(address);
        caller.wrong[caller.count++ % PER_MINUTE] = now;
    }

    void right(String address, long now) {
        Caller caller = caller(address);
        caller.wasRight = true;
        caller.right = now;
    }

    /** Seconds until one more wrong key is borne, 0 for at once. */
    long secondsToWait(String address, long now) {
        Caller caller = callers.get(network(address));
        if (caller == null || caller.count < PER_MINUTE) {
            return 0;
        }
        long left = MINUTE - (now - caller.wrong[caller.count % PER_MINUTE]);
        return left <= 0 ? 0 : (left - 1) / TimeUnit.SECONDS.toNanos(1) + 1;
    }

    boolean wasRightLately(String address, long now) {
        Caller caller = callers.get(network(address));
        return caller != null && caller.wasRight && now - caller.right < LATELY;
    }

    int size() {
        return callers.size();
    }

    private Caller caller(String address) {
        return callers.computeIfAbsent(network(address), absent -> new Caller());
    }

    /** Whoever has one IPv6 address has its whole network. */
    private static String network(String address) {
        return IpAddress.parse(address)
                .map(IpAddress::party)
                .map(IpAddress::text)
                .orElse(address);
    }
}
