package io.carillon.bus;

import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.carillon.channel.Revocation;
import java.util.List;

/** All places on the bus. A hub is the registry of one WebSocketVerticle, numbered from 0. */
public final class Addresses {
    /** To the bridge: a hub wants a channel. Answered once the broker has confirmed, or failed. */
    public static final Address<Interest, Void> INTEREST = new Address<>("carillon.bridge.interest");

    /** To the bridge: where a history stands, and what a subscriber has missed of it. */
    public static final Address<Recall, Recollection> RECALL = new Address<>("carillon.bridge.recall");

    /** To the bridge: a hub has no subscriber of a channel any more. */
    public static final Address<Interest, Void> RELEASE = new Address<>("carillon.bridge.release");

    /** To the bridge: a hub begins, or begins again; whatever this number wanted before is void. */
    public static final Address<Integer, Void> HUB_RESET = new Address<>("carillon.bridge.reset");

    /** From the bridge to every hub: it begins, or begins again; each hub repeats what it wants. */
    public static final Address<BridgeUp, Void> BRIDGE_UP = new Address<>("carillon.bridge.up");

    /** To the bridge: who has come into channels and gone from them. */
    public static final Address<Movements, Void> MOVEMENTS = new Address<>("carillon.bridge.movements");

    /** To the bridge: who is in a channel, on all nodes. */
    public static final Address<ChannelName, Attendance> ATTENDANCE = new Address<>("carillon.bridge.attendance");

    /** To the hooks: connections that have come and gone, in the order in which they did. */
    public static final Address<List<Passage>, Void> PASSAGES = new Address<>("carillon.hooks.passages");

    /** To the hooks: channels that have got their first subscriber on this node and lost their last. */
    public static final Address<List<Occupancy>, Void> OCCUPANCIES = new Address<>("carillon.hooks.occupancies");

    /** From the hooks to hubs and bridge: they begin, or begin again; each repeats what is there. */
    public static final Address<HooksUp, Void> HOOKS_UP = new Address<>("carillon.hooks.up");

    /** To the hooks: may a client do this? Fails when that cannot be found out in time. */
    public static final Address<Authorization, Verdict> AUTHORIZE = new Address<>("carillon.hooks.authorize");

    /** From the heartbeat to every hub: the time, and which slice of the connections is due. */
    public static final Address<Pulse, Void> PULSE = new Address<>("carillon.pulse");

    /** From each hub: what its last sweep did. */
    public static final Address<SweepReport, Void> SWEEP = new Address<>("carillon.sweep");

    /** To the bridge: publishes a canary through the broker; answered when it has come back. */
    public static final Address<Canary, Void> CANARY = new Address<>("carillon.bridge.canary");

    /** To the bridge: answered when the hubs have been told of what was published before, as far as the broker has it. */
    public static final Address<Flush, Void> FLUSH = new Address<>("carillon.bridge.flush");

    /** To the bridge: whether the broker is there now, without sending anything to it. */
    public static final Address<BrokerQuestion, Boolean> BROKER_STATUS = new Address<>("carillon.bridge.status");

    /** To the heartbeat verticle: answered at once. */
    public static final Address<Alive, Void> HEARTBEAT_ALIVE = new Address<>("carillon.heartbeat.alive");

    /** To the metrics verticle: answered at once. */
    public static final Address<Alive, Void> METRICS_ALIVE = new Address<>("carillon.metrics.alive");

    /** To the bridge: another configuration holds; answered when the bridge goes by it. */
    public static final Address<Reload, Void> RELOAD_BRIDGE = new Address<>("carillon.bridge.reload");

    /** To the ops verticle: the same. */
    public static final Address<Reload, Void> RELOAD_OPS = new Address<>("carillon.ops.reload");

    /** To the metrics verticle: the metrics as Prometheus text. */
    public static final Address<Scrape, String> SCRAPE = new Address<>("carillon.metrics.scrape");

    /** To the metrics verticle: the statistics since the last reset. */
    public static final Address<StatsQuestion, StatsAnswer> STATS = new Address<>("carillon.metrics.stats");

    /** To the metrics verticle: begin the statistics anew. */
    public static final Address<StatsReset, Void> STATS_RESET = new Address<>("carillon.metrics.reset");

    /** From the bridge to one hub: what one turn of the broker brought for it. */
    public static Address<List<Publication>, Void> deliveries(int hub) {
        return new Address<>("carillon.hub." + hub);
    }

    /** To one hub: how many connections, channels, subscriptions. */
    public static Address<CensusQuestion, Census> census(int hub) {
        return new Address<>("carillon.hub." + hub + ".census");
    }

    /** To one hub: close every connection, evenly over a time; answered when none is left. */
    public static Address<Drain, Void> drain(int hub) {
        return new Address<>("carillon.hub." + hub + ".drain");
    }

    /** To one hub: send a part of the connections to other nodes. */
    public static Address<Move, Void> move(int hub) {
        return new Address<>("carillon.hub." + hub + ".move");
    }

    /** To one hub: send no more connections away. */
    public static Address<Stay, Void> stay(int hub) {
        return new Address<>("carillon.hub." + hub + ".stay");
    }

    /** To one hub: some of its connections. */
    public static Address<ConnectionsQuestion, ConnectionsAnswer> connections(int hub) {
        return new Address<>("carillon.hub." + hub + ".connections");
    }

    /** To one hub: some of its channels or groups. */
    public static Address<CountsQuestion, CountsAnswer> counts(int hub) {
        return new Address<>("carillon.hub." + hub + ".counts");
    }

    /** To one hub: do something to connections. */
    public static Address<Command, Outcome> command(int hub) {
        return new Address<>("carillon.hub." + hub + ".command");
    }

    /** To the bridge: refuse tokens. Answered when this node does so; false when too much is revoked already. */
    public static final Address<Revocation, Boolean> REVOKE = new Address<>("carillon.bridge.revoke");

    /** To the bridge: let tokens pass again. Answers whether they were refused. */
    public static final Address<Revocation.Subject, Boolean> PARDON = new Address<>("carillon.bridge.pardon");

    /** To the bridge: what is revoked. Fails while it has not read that yet. */
    public static final Address<RevokedQuestion, Revoked> REVOKED_NOW = new Address<>("carillon.bridge.revoked");

    /** From the bridge to every hub: something else is revoked now. */
    public static final Address<Revoked, Void> REVOKED = new Address<>("carillon.revoked");

    /** To one hub: another configuration holds; answered when the hub goes by it. */
    public static Address<Reload, Void> reloadHub(int hub) {
        return new Address<>("carillon.hub." + hub + ".reload");
    }

    private Addresses() {}
}
