package io.carillon.bench;

/** A result for people. */
final class ResultTable {
    private static final double KIB = 1024;
    private static final double MIB = KIB * KIB;

    private final Result result;
    private final Rows rows = new Rows();

    private ResultTable(Result result) {
        this.result = result;
    }

    /** Lines with line ends. */
    static String of(Result result) {
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
            Advice.on(name).ifPresent(advice -> rows.row("", "  %s", advice));
        });
    }

    private String verdict() {
        if (!result.complete()) {
            return "incomplete";
        }
        return result.isClean() ? "clean" : "not clean";
    }
}
