package io.carillon.chaos;

import static io.carillon.chaos.Repertoire.between;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What is done to Redis. */
final class RedisFaults {
    private static final long AWAY = 2_500;

    private RedisFaults() {}

    static void addTo(Map<String, Function<Random, Fault>> kinds) {
        kinds.put("flush", RedisFaults::flush);
        kinds.put(
                "kill-feeds",
                random -> atOnce("kill-feeds: CLIENT KILL TYPE pubsub", "CLIENT", "KILL", "TYPE", "pubsub"));
        kinds.put(
                "kill-links",
                random -> atOnce("kill-links: CLIENT KILL TYPE normal", "CLIENT", "KILL", "TYPE", "normal"));
        kinds.put("script-flush", random -> atOnce("script-flush: SCRIPT FLUSH", "SCRIPT", "FLUSH"));
    }

    /** Where there is one server alone. */
    static void addLoneTo(Map<String, Function<Random, Fault>> kinds) {
        kinds.put("redis-kill", RedisFaults::kill);
        kinds.put("redis-freeze", RedisFaults::freeze);
        kinds.put("redis-rollback", RedisFaults::rollback);
        kinds.put("oom", RedisFaults::outOfMemory);
        kinds.put("read-only", RedisFaults::readOnly);
        kinds.put("overrun", RedisFaults::overrun);
    }

    private static Fault atOnce(String name, String... command) {
        return new Fault(
                name, 0, Fault.NOBODY, Fault.NOBODY, theatre -> theatre.store().tell(command), Fault.NOTHING);
    }

    private static Fault kill(Random random) {
        return new Fault(
                "redis-kill: kill -9 of Redis, which comes back empty",
                between(random, 500, 12_000),
                Fault.NOBODY,
                Fault.ALL,
                theatre -> theatre.redis().process().kill(),
                theatre -> {
                    theatre.redis().startEmpty();
                    theatre.watch();
                    theatre.erase(now());
                });
    }

    private static Fault freeze(Random random) {
        return new Fault(
                "redis-freeze: SIGSTOP of Redis",
                between(random, 500, 9_000),
                Fault.NOBODY,
                Fault.ALL,
                theatre -> theatre.redis().process().freeze(),
                theatre -> theatre.redis().process().thaw());
    }

    private static Fault flush(Random random) {
        return new Fault(
                "flush: FLUSHALL",
                0,
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    long from = now();
                    theatre.store().tell("FLUSHALL");
                    theatre.erase(theatre.store().masters().size() == 1 ? now() : from);
                },
                Fault.NOTHING);
    }

    private static Fault outOfMemory(Random random) {
        return new Fault(
                "oom: Redis has no memory for more",
                between(random, 500, 4_000),
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> theatre.redis().command("CONFIG", "SET", "maxmemory", "1"),
                theatre -> theatre.redis().command("CONFIG", "SET", "maxmemory", "0"));
    }

    private static Fault readOnly(Random random) {
        return new Fault(
                "read-only: Redis has become a replica",
                between(random, 500, 4_000),
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> theatre.redis().command("REPLICAOF", "127.0.0.1", "1"),
                theatre -> theatre.redis().command("REPLICAOF", "NO", "ONE"));
    }

    /** A node that does not read is cut by Redis, which then has thrown away what the node had not got. */
    private static Fault overrun(Random random) {
        int node = random.nextInt(Theatre.NODES);
        return new Fault(
                "overrun: Redis has more for node " + node + " than it keeps",
                between(random, 2_000, 4_000),
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    limitFeeds(theatre, "pubsub 32768 0 0");
                    theatre.node(node).broker().freeze();
                },
                theatre -> {
                    theatre.node(node).broker().open();
                    limitFeeds(theatre, "pubsub 33554432 8388608 60");
                });
    }

    private static void limitFeeds(Theatre theatre, String limit) throws IOException {
        theatre.redis().command("CONFIG", "SET", "client-output-buffer-limit", limit);
    }

    /** What a failover to a replica that lags does: accepted entries are gone, and their offsets are used again. */
    private static Fault rollback(Random random) {
        AtomicLong snapshot = new AtomicLong();
        int deaf = random.nextInt(2 * Theatre.NODES);
        boolean leaving = random.nextBoolean();
        return new Fault(
                "redis-rollback: Redis forgets what came after a snapshot"
                        + (leaving ? ", while half of the subscribers are away" : "")
                        + (deaf < Theatre.NODES ? ", while node " + deaf + " is cut off" : ""),
                between(random, 500, 3_000),
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    snapshot.set(now());
                    theatre.redis().takeSnapshot();
                },
                theatre -> forget(theatre, snapshot.get(), deaf, leaving, random));
    }

    private static void forget(Theatre theatre, long snapshot, int deaf, boolean leaving, Random random)
            throws IOException, InterruptedException {
        if (leaving) {
            theatre.company().cue("subscriber", "leave", AWAY, 0.5, random);
        }
        if (deaf < Theatre.NODES) {
            theatre.node(deaf).broker().refuse();
        }
        theatre.redis().process().kill();
        theatre.redis().startWithSnapshot();
        theatre.watch();
        theatre.erase(snapshot);
        if (deaf < Theatre.NODES) {
            Thread.sleep(AWAY);
            theatre.node(deaf).broker().open();
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
