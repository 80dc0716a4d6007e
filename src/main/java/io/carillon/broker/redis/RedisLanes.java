package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One lane for each master. A command takes the lane of its slot; when that master says that the slot is elsewhere, the
 * command goes there, once. The others of the slot that come meanwhile wait until the former lane has answered what it
 * had, so that the order of a channel stays.
 *
 * <p>Belongs to one event loop.
 */
final class RedisLanes implements Topology.Owner {
    /** The time from the call in which a command that was led astray has to be answered. */
    private static final long DEADLINE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final Vertx vertx;
    private final Function<NodeAddress, RedisLane> opener;
    private final Map<NodeAddress, RedisLane> lanes = new HashMap<>();
    private final Map<Integer, Detour> detours = new HashMap<>();
    private final SlotTable table;
    private Topology topology;
    /** Of the lanes that are gone. */
    private long formerReturns;

    /** @param opener opens the lane to a master */
    RedisLanes(Vertx vertx, SlotTable table, Function<NodeAddress, RedisLane> opener) {
        this.vertx = vertx;
        this.table = table;
        this.opener = opener;
        open();
    }

    /** From now on the table follows the cluster. */
    void follow(Topology topology) {
        this.topology = topology;
        topology.open();
    }

    /**
     * @param name a key or a channel of the slot
     * @param bytes of what is large in the command
     * @param call sends it with the lane that it is given; may be called twice
     */
    <T> Future<T> on(String name, int bytes, Function<RedisLane, Future<T>> call) {
        if (topology == null) {
            return call.apply(lanes.get(NodeAddress.ANY));
        }
        int slot = HashSlot.of(name);
        Detour detour = detours.get(slot);
        return detour == null ? send(slot, call) : within(DEADLINE_NANOS, detour.hold(bytes, () -> send(slot, call)));
    }

    private <T> Future<T> send(int slot, Function<RedisLane, Future<T>> call) {
        NodeAddress master = table.owner(slot);
        if (master == null) {
            return Future.failedFuture(new BrokerUnavailableException("Redis is not connected"));
        }
        long askedAt = System.nanoTime();
        return call.apply(lanes.get(master))
                .recover(failure -> failure instanceof RefusedException refusal
                        ? refused(refusal, master, call, askedAt)
                        : Future.failedFuture(failure));
    }

    private <T> Future<T> refused(
            RefusedException refusal, NodeAddress master, Function<RedisLane, Future<T>> call, long askedAt) {
        if (refusal.is("CLUSTERDOWN")) {
            topology.doubt();
        }
        Optional<Redirection> redirection = Redirection.read(refusal.error(), master);
        return redirection.isEmpty() ? Future.failedFuture(refusal) : redirect(redirection.get(), call, askedAt);
    }

    private <T> Future<T> redirect(Redirection redirection, Function<RedisLane, Future<T>> call, long askedAt) {
        topology.doubt();
        RedisLane lane = redirection.lasting() ? moved(redirection) : lanes.get(redirection.target());
        if (lane == null) {
            return Future.failedFuture(new BrokerUnavailableException("The slot is on its way to a new master"));
        }
        if (!redirection.lasting()) {
            lane.tell(Request.cmd(Command.ASKING), 0);
        }
        return within(askedAt + DEADLINE_NANOS - System.nanoTime(), call.apply(lane));
    }

    private <T> Future<T> within(long nanos, Future<T> answer) {
        Promise<T> promise = Promise.promise();
        long timer = vertx.setTimer(
                Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)),
                id -> promise.tryFail(new BrokerUnavailableException("No answer within the deadline")));
        answer.onComplete(promise::tryComplete, promise::tryFail);
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private RedisLane moved(Redirection redirection) {
        NodeAddress former = table.owner(redirection.slot());
        if (!redirection.target().equals(former)) {
            detour(Map.of(redirection.slot(), former));
            table.setOwner(redirection.slot(), redirection.target());
        }
        return lanes.computeIfAbsent(redirection.target(), opener);
    }

    @Override
    public void onTable(SlotTable newer) {
        Map<Integer, NodeAddress> former = new HashMap<>();
        for (int slot = 0; slot < HashSlot.COUNT; slot++) {
            NodeAddress owner = table.owner(slot);
            if (owner != null && newer.owner(slot) != null && !owner.equals(newer.owner(slot))) {
                former.put(slot, owner);
            }
        }
        detour(former);
        table.update(newer);
        open();
    }

    /** @param former the masters that have lost slots, and may still have commands for them under way */
    private void detour(Map<Integer, NodeAddress> former) {
        Map<NodeAddress, Detour> begun = new HashMap<>();
        former.forEach((slot, master) -> {
            RedisLane lane = lanes.get(master);
            if (lane.isUp()) {
                detours.putIfAbsent(slot, begun.computeIfAbsent(master, node -> new Detour()));
            }
        });
        begun.forEach((master, detour) -> lanes.get(master).drained().onComplete(drained -> {
            detours.values().removeIf(other -> other == detour);
            detour.end(drained.succeeded());
        }));
    }

    /** Lanes to all masters, and to no others. */
    private void open() {
        List<NodeAddress> gone = new ArrayList<>(lanes.keySet());
        for (NodeAddress master : table.masters()) {
            lanes.computeIfAbsent(master, opener);
            gone.remove(master);
        }
        gone.forEach(node -> retire(lanes.remove(node)));
    }

    private void retire(RedisLane lane) {
        formerReturns += lane.returns();
        lane.drained().onComplete(drained -> lane.close());
    }

    @Override
    public boolean isUp() {
        return !lanes.isEmpty() && lanes.values().stream().allMatch(RedisLane::isUp);
    }

    /** Changes whenever there has come a connection. */
    long returns() {
        return formerReturns
                + lanes.values().stream().mapToLong(RedisLane::returns).sum();
    }

    Future<Void> close() {
        if (topology != null) {
            topology.close();
        }
        List<Future<Void>> ends = lanes.values().stream().map(RedisLane::close).toList();
        return Future.join(ends).mapEmpty();
    }
}
