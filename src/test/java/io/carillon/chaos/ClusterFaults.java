package io.carillon.chaos;

import static io.carillon.chaos.Repertoire.between;

import io.carillon.chaos.check.Terms;
import io.carillon.testing.RedisCluster;
import io.carillon.testing.RedisProcess;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is done to the shards of a Redis Cluster. */
final class ClusterFaults {
    private static final int SHARDS = 3;
    private static final List<String> CHANNELS =
            List.of(Terms.LONG + ":a", Terms.LONG + ":b", Terms.SHORT + ":a", Terms.LIVE + ":a", Terms.CROWD + ":a");

    private ClusterFaults() {}

    static void addTo(Map<String, Function<Random, Fault>> kinds) {
        kinds.put(
                "shard-kill",
                random -> loss("shard-kill: kill -9 of master ", random, RedisProcess::kill, RedisProcess::restart));
        kinds.put(
                "shard-freeze",
                random -> loss("shard-freeze: SIGSTOP of master ", random, RedisProcess::pause, RedisProcess::resume));
        kinds.put("failover", ClusterFaults::failover);
        kinds.put("slot-move", ClusterFaults::moveSlot);
    }

    private record Master(RedisProcess process, long struck) {}

    /** The replica takes over, which may lack what the master had accepted last. */
    private static Fault loss(String name, Random random, Consumer<RedisProcess> blow, Consumer<RedisProcess> back) {
        int shard = random.nextInt(SHARDS);
        AtomicReference<Master> old = new AtomicReference<>();
        return new Fault(
                name + shard,
                between(random, 1_000, 6_000),
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    old.set(new Master(master(theatre, shard), System.currentTimeMillis()));
                    blow.accept(old.get().process());
                },
                theatre -> {
                    settleWithout(theatre, old.get().process());
                    back.accept(old.get().process());
                    theatre.watch();
                    theatre.settle("the cluster is whole", cluster(theatre)::isSettled);
                    theatre.erase(old.get().struck());
                });
    }

    private static void settleWithout(Theatre theatre, RedisProcess old) {
        RedisCluster cluster = cluster(theatre);
        RedisProcess witness =
                cluster.nodes().stream().filter(each -> each != old).findFirst().orElseThrow();
        theatre.settle("another master", () -> !cluster.masters(witness).contains(old));
    }

    /** The masters in the order of the ports. */
    private static RedisProcess master(Theatre theatre, int shard) {
        int port = theatre.store().masters().get(shard);
        return cluster(theatre).nodes().stream()
                .filter(each -> each.port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** In agreement with the master: nothing is lost. */
    private static Fault failover(Random random) {
        int shard = random.nextInt(SHARDS);
        AtomicReference<RedisProcess> old = new AtomicReference<>();
        return new Fault(
                "failover: the replica of master " + shard + " takes over",
                0,
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    old.set(master(theatre, shard));
                    replica(theatre, old.get()).command("CLUSTER", "FAILOVER");
                },
                theatre -> {
                    settleWithout(theatre, old.get());
                    theatre.settle("the cluster is whole", cluster(theatre)::isSettled);
                });
    }

    private static RedisProcess replica(Theatre theatre, RedisProcess master) {
        String following = "master_port:" + master.port() + "\r";
        return cluster(theatre).nodes().stream()
                .filter(each -> each.command("INFO", "replication").toString().contains(following))
                .findFirst()
                .orElseThrow();
    }

    private static Fault moveSlot(Random random) {
        String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
        int choice = random.nextInt(SHARDS - 1);
        String key = "carillon:" + channel;
        AtomicReference<Move> move = new AtomicReference<>();
        return new Fault(
                "slot-move: the slot of " + channel + " goes to another master",
                between(random, 100, 2_000),
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    move.set(Move.of(cluster(theatre), key, choice));
                    cluster(theatre)
                            .beginMove(key, move.get().from(), move.get().to());
                },
                theatre -> cluster(theatre)
                        .endMove(key, move.get().from(), move.get().to()));
    }

    private record Move(RedisProcess from, RedisProcess to) {
        static Move of(RedisCluster cluster, String key, int choice) {
            RedisProcess from = cluster.owner(key);
            List<RedisProcess> others =
                    cluster.masters(from).stream().filter(each -> each != from).toList();
            return new Move(from, others.get(choice));
        }
    }

    private static RedisCluster cluster(Theatre theatre) {
        return theatre.store(ClusterStore.class).cluster();
    }
}
