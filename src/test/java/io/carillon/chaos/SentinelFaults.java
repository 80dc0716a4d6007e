package io.carillon.chaos;

import static io.carillon.chaos.Repertoire.between;

import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisSentinels;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** What makes sentinels choose another master, which may lack what the old one had accepted last. */
final class SentinelFaults {
    private SentinelFaults() {}

    static void addTo(Map<String, Function<Random, Fault>> kinds) {
        kinds.put(
                "failover",
                random -> failover(
                        "failover: the sentinels are told to name another master",
                        0,
                        SentinelFaults::fail,
                        master -> {}));
        kinds.put(
                "master-kill",
                random -> failover(
                        "master-kill: kill -9 of the master",
                        between(random, 1_000, 6_000),
                        (group, master) -> master.kill(),
                        RedisProcess::restart));
        kinds.put(
                "master-freeze",
                random -> failover(
                        "master-freeze: SIGSTOP of the master, which wakes up when there is another",
                        between(random, 1_000, 6_000),
                        (group, master) -> master.pause(),
                        RedisProcess::resume));
        kinds.put("sentinel-kill", SentinelFaults::killSentinel);
    }

    /** Harm to the one of now. */
    private interface Blow {
        void strike(RedisSentinels group, RedisProcess master);
    }

    /** Comes back to life. */
    private interface Return {
        void of(RedisProcess master);
    }

    private static Fault failover(String name, long millis, Blow blow, Return back) {
        AtomicReference<Master> old = new AtomicReference<>();
        return new Fault(
                name,
                millis,
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    RedisSentinels group = group(theatre);
                    old.set(new Master(group.master(), System.currentTimeMillis()));
                    blow.strike(group, old.get().process());
                },
                theatre -> follow(theatre, old.get(), back));
    }

    private record Master(RedisProcess process, long struck) {}

    /** Sentinels that have just done so refuse for a while. */
    private static void fail(RedisSentinels group, RedisProcess master) {
        group.sentinels().get(0).command("SENTINEL", "FAILOVER", RedisSentinels.MASTER);
    }

    private static void follow(Theatre theatre, Master old, Return back) throws IOException, InterruptedException {
        RedisSentinels group = group(theatre);
        theatre.settle("another master", () -> group.master() != old.process());
        back.of(old.process());
        theatre.watch();
        theatre.settle("the replicas are in step", group::isInStep);
        theatre.erase(old.struck());
    }

    /** Never the first, which the harness asks. */
    private static Fault killSentinel(Random random) {
        int index = 1 + random.nextInt(2);
        return new Fault(
                "sentinel-kill: kill -9 of sentinel " + index,
                between(random, 500, 5_000),
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> group(theatre).sentinels().get(index).kill(),
                theatre -> {
                    group(theatre).sentinels().get(index).restart();
                    theatre.watch();
                });
    }

    private static RedisSentinels group(Theatre theatre) {
        return theatre.store(SentinelStore.class).group();
    }
}
