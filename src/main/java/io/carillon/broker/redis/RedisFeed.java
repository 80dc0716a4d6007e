package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Feed;
import io.carillon.broker.ForeignPayloads;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The listening side of the node: one shard for each master, and each channel at the master of its slot. Whatever arrives
 * in one turn of the event loop is handed on as one list.
 */
final class RedisFeed implements Feed, FeedShard.Outlet, Topology.Owner {
    private static final long TICK_MILLIS = 100;

    private final Context context;
    private final Listener listener;
    private final String prefix;
    private final Payloads payloads;
    private final ForeignPayloads foreign;
    private final BiFunction<NodeAddress, FeedShard.Outlet, FeedShard> opener;
    private final Map<NodeAddress, FeedShard> shards = new HashMap<>();
    private final SlotTable table;
    private Topology topology;
    private List<Publication> inbox = new ArrayList<>();
    private boolean flushing;
    private long timer;

    /** @param opener opens the shard of a master, which tells the given outlet */
    RedisFeed(
            Context context,
            Listener listener,
            String prefix,
            Payloads payloads,
            ForeignPayloads foreign,
            SlotTable table,
            BiFunction<NodeAddress, FeedShard.Outlet, FeedShard> opener) {
        this.context = context;
        this.listener = listener;
        this.prefix = prefix;
        this.payloads = payloads;
        this.foreign = foreign;
        this.table = table;
        this.opener = opener;
        place();
        wind();
    }

    /** From now on the table follows the cluster. */
    void follow(Topology topology) {
        this.topology = topology;
        topology.open();
    }

    @Override
    public Future<Void> subscribe(ChannelName channel) {
        FeedShard shard = shards.get(master(channel));
        return shard == null
                ? Future.failedFuture(new BrokerUnavailableException("Redis is not connected"))
                : shard.want(channel);
    }

    @Override
    public void unsubscribe(ChannelName channel) {
        FeedShard shard = shards.get(master(channel));
        if (shard != null) {
            shard.giveUp(channel);
        }
    }

    /** Null when nobody has the slot. */
    private NodeAddress master(ChannelName channel) {
        return topology == null ? NodeAddress.ANY : table.owner(HashSlot.of(prefix + channel.value()));
    }

    @Override
    public void onTable(SlotTable newer) {
        if (table.update(newer)) {
            place();
        }
        shards.values().forEach(FeedShard::retry);
    }

    /** Brings every channel to its master. */
    private void place() {
        Set<NodeAddress> masters = table.masters();
        masters.forEach(master -> shards.computeIfAbsent(master, node -> opener.apply(node, this)));
        for (NodeAddress node : List.copyOf(shards.keySet())) {
            for (Subscriptions.Wish wish : shards.get(node).release(channel -> !node.equals(master(channel)))) {
                shards.get(master(wish.channel())).adopt(wish);
            }
            if (!masters.contains(node)) {
                shards.remove(node).close();
            }
        }
    }

    @Override
    public void onMessage(ChannelName channel, byte[] payload) {
        long now = System.currentTimeMillis();
        Optional<Publication> publication = payloads.read(channel, payload, now);
        if (publication.isPresent()) {
            inbox.add(publication.get());
        } else {
            foreign.dropped(channel, payload.length, now);
        }
    }

    @Override
    public void onReturn() {
        listener.onReturn();
    }

    @Override
    public void onRefusal() {
        if (topology != null) {
            topology.doubt();
        }
    }

    @Override
    public void onChange() {
        if (!flushing) {
            flushing = true;
            context.runOnContext(this::flush);
        }
    }

    private void flush(Void ignored) {
        flushing = false;
        if (!inbox.isEmpty()) {
            List<Publication> publications = inbox;
            inbox = new ArrayList<>();
            listener.onPublications(publications);
        }
        shards.values().forEach(FeedShard::flush);
    }

    /** A timer that is wound again each time: after a pause of the process there is one tick, not all that were missed. */
    private void wind() {
        timer = context.owner().setTimer(TICK_MILLIS, id -> {
            shards.values().forEach(FeedShard::tick);
            wind();
        });
    }

    @Override
    public boolean isUp() {
        return !shards.isEmpty() && shards.values().stream().allMatch(FeedShard::isUp);
    }

    @Override
    public Future<Void> close() {
        if (topology != null) {
            topology.close();
        }
        context.owner().cancelTimer(timer);
        inbox.clear();
        List<Future<Void>> ends = shards.values().stream().map(FeedShard::close).toList();
        shards.clear();
        return Future.join(ends).mapEmpty();
    }
}
