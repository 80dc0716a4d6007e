package io.carillon.bench;

import java.util.List;
import java.util.Map;

/** A result for people. */
public final class ResultTable {
    private static final double KIB = 1024;
    private static final double MIB = KIB * KIB;

    /** A beginning of a fault's name, and what to do about it. */
    private static final List<Map.Entry<String, String>> ADVICE = List.of(
            Map.entry("handshake: 401", "the server does not know the token: --conf must be its own configuration"),
            Map.entry(
                    "handshake: 503 Too many handshakes",
                    "lower --connect-rate, or raise server.handshakesPerSecond of the server"),
            Map.entry("handshake: 503 Too many connections", "raise server.maxConnections of the server"),
            Map.entry(
                    "closed: 3504",
                    "a user may have limits.connectionsPerUser connections: raise it, or use more users"),
            Map.entry(
                    "closed: 3008",
                    "subscribers did not read fast enough: lower the load, or raise limits.pendingBytes"),
            Map.entry(
                    "closed: 3500",
                    "a publisher went on although it was refused: raise limits.messagesPerSecond of the server"),
            Map.entry(
                    "publish: 429",
                    "limits.messagesPerSecond of the server bounds each publisher: use more --publishers, or raise it"),
            Map.entry(
                    "subscribe: 429 rate_limited",
                    "subscriptions count for limits.messageBurst of the server: raise it"),
            Map.entry("subscribe: 429 limit_reached", "raise limits.channelsPerConnection of the server"),
            Map.entry("subscribe: 403", "the token or the namespace does not allow it: see --conf and --channel"),
            Map.entry("publish: 403", "the token or the namespace does not allow it: see --conf and --channel"),
            Map.entry("subscribe: 404", "the server has no such namespace: see --channel"));

    private final Result result;
    private final Rows rows = new Rows();

    private ResultTable(Result result) {
        this.result = result;
    }

    /** Lines with line ends. */
    public static String of(Result result) {
        ResultTable table = new ResultTable(result);
        table.head();
        table.connections(result.connections());
        result.traffic().ifPresent(table::traffic);
        result.cost().ifPresent(table::cost);
        table.faults();
        table.rows.row("verdict", table.verdict());
        return table.rows.toString();
    }

    private void head() {
        Plan plan = result.settings().plan();
        rows.row(
                result.settings().scenario().text(),
                "%,d subscribers, %,d channels, %,d publishers, %,d bytes, %d processes",
                plan.subscribers(),
                plan.channels(),
                plan.publishers(),
                plan.size(),
                result.settings().processes());
    }

    private void connections(Result.Connections each) {
        rows.row(
                "connections",
                "%,d opened (%,.0f/s), %,d open at the end, %,d failed, %,d dropped",
                each.opened(),
                each.perSecond(),
                each.open(),
                each.failed(),
                each.dropped());
        rows.times("connect time", each.connect());
        rows.times("reconnect time", each.reconnect());
        if (each.stalledOpen() + each.stalledDropped() > 0) {
            rows.row("stalled", "%,d open at the end, %,d closed", each.stalledOpen(), each.stalledDropped());
        }
    }

    private void traffic(Result.Traffic each) {
        Counts all = each.counts();
        rows.row(
                "messages",
                "%,d published, %,d refused; measured %,d in %.1f s",
                all.get(Count.PUBLISHED),
                all.get(Count.REFUSED),
                each.measured().get(Count.MEASURED_PUBLISHED),
                each.seconds());
        rows.row(
                "deliveries",
                "%,d of %,d; %,.0f/s",
                all.get(Count.DELIVERED),
                all.get(Count.EXPECTED),
                each.deliveriesPerSecond());
        rows.row(
                "faults of order",
                "%,d lost, %,d duplicates, %,d reordered",
                each.lost(),
                all.get(Count.DUPLICATES),
                all.get(Count.REORDERED));
        beside(all);
        rows.times("latency", each.latency());
        rows.times("to the last", each.last());
    }

    private void beside(Counts all) {
        if (all.get(Count.FOREIGN) + all.get(Count.AWAY) + all.get(Count.PAUSES) > 0) {
            rows.row(
                    "beside",
                    "%,d foreign messages, %,d missed while away, %,d pauses of the closed loop",
                    all.get(Count.FOREIGN),
                    all.get(Count.AWAY),
                    all.get(Count.PAUSES));
        }
    }

    private void cost(Result.Cost each) {
        if (!each.unit().isEmpty()) {
            rows.row("server CPU", "%.3f us for each %s", each.cpuMicros(), each.unit());
        }
        rows.row("server cores", "%.3f", each.cores());
        rows.row(
                "server memory",
                "%.1f MiB resident, %.2f KiB for each connection",
                each.residentBytes() / MIB,
                each.bytesPerConnection() / KIB);
    }

    private void faults() {
        result.faults().forEach((name, count) -> {
            rows.row("fault", "%,d x %s", count, name);
            ADVICE.stream()
                    .filter(advice -> name.startsWith(advice.getKey()))
                    .forEach(advice -> rows.row("", "  %s", advice.getValue()));
        });
    }

    private String verdict() {
        if (!result.complete()) {
            return "incomplete";
        }
        return result.isClean() ? "clean" : "not clean";
    }
}
