package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How everybody came back. Times are seconds since they were let go; what did not happen has none (NaN).
 *
 * @param subscribers that were cut
 * @param published messages while all of them were away
 * @param reconnected when the last of them was subscribed
 * @param current when the last of them had the message that was the newest then
 * @param counts since everybody had connected for the first time
 * @param tally of the whole run
 * @param reads pages of histories that the servers have read meanwhile, where they were asked
 */
record Recovery(
        int subscribers,
        int published,
        double reconnected,
        double current,
        Counts counts,
        Faults faults,
        Tally tally,
        OptionalLong reads,
        Optional<Cost> cost)
        implements Finding {
    private static final String TITLE = "recovery";
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MIB = 1024 * 1024;

    /**
     * What it took of the servers until all were current.
     *
     * @param nanos of time
     */
    record Cost(long nanos, ServerUsage before, ServerUsage after) {
        double cores() {
            return (double) (after.cpuNanos() - before.cpuNanos()) / Math.max(1, nanos);
        }

        double micros(long units) {
            return (after.cpuNanos() - before.cpuNanos()) / NANOS_PER_MICRO / Math.max(1, units);
        }
    }

    /** @param begun nanoseconds at which they were let go */
    static Recovery of(
            RecoverySettings settings, long begun, Tally before, Tally after, OptionalLong reads, Optional<Cost> cost) {
        long last = after.counts().get(Count.LAST_OPENED_AT);
        boolean all = after.counts().get(Count.OPEN) == settings.plan().connections();
        return new Recovery(
                settings.plan().subscribers(),
                settings.missed(),
                all ? (last - begun) / NANOS : Double.NaN,
                all ? (Math.max(last, after.newestArrivedAt()) - begun) / NANOS : Double.NaN,
                after.counts().since(before.counts()),
                after.faults().since(before.faults()),
                after,
                reads,
                cost);
    }

    @Override
    public String name() {
        return TITLE;
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .put("cut", subscribers)
                .put("publishedWhileAway", published)
                .put("reconnectedSeconds", orNull(reconnected))
                .put("currentSeconds", orNull(current))
                .put("recovered", counts.get(Count.RECOVERED))
                .put("unrecovered", counts.get(Count.UNRECOVERED))
                .put("missed", counts.get(Count.MISSED))
                .put("missedDelivered", counts.get(Count.RECOVERED_MESSAGES))
                .put("givenUp", counts.get(Count.AWAY))
                .put("published", counts.get(Count.PUBLISHED))
                .put("delivered", counts.get(Count.DELIVERED))
                .put("lost", counts.missing())
                .put("duplicates", counts.get(Count.DUPLICATES))
                .put("reordered", counts.get(Count.REORDERED))
                .put("failed", counts.get(Count.FAILED))
                .put("dropped", counts.get(Count.DROPPED))
                .put("connectMillis", tally.returned().json())
                .put("currentMillis", tally.current().json())
                .put("historyReads", reads.isPresent() ? reads.getAsLong() : null);
        cost.ifPresent(each -> json.put("server", json(each)));
        return json.put("faults", faults.json());
    }

    private JsonObject json(Cost each) {
        return new JsonObject()
                .put("cpuMicrosPerConnection", each.micros(subscribers))
                .put("cores", each.cores())
                .put("residentBytesBefore", each.before().residentBytes())
                .put("residentBytes", each.after().residentBytes());
    }

    private static Double orNull(double seconds) {
        return Double.isNaN(seconds) ? null : seconds;
    }

    @Override
    public void tell(Rows rows) {
        rows.row(TITLE, "%,d connections were cut, %,d messages published meanwhile", subscribers, published);
        rows.row("  reconnected", "all after %.2f s; %,d attempts failed", reconnected, counts.get(Count.FAILED));
        rows.row("  current", "all after %.2f s", current);
        rows.row("  recovered", "%,d true, %,d false", counts.get(Count.RECOVERED), counts.get(Count.UNRECOVERED));
        rows.row(
                "  missed",
                "%,d of %,d messages delivered that were promised; %,d given up, and told so",
                counts.get(Count.RECOVERED_MESSAGES),
                counts.get(Count.MISSED),
                counts.get(Count.AWAY));
        rows.row(
                "  deliveries",
                "%,d of %,d; %,d lost, %,d duplicates, %,d reordered",
                counts.get(Count.DELIVERED),
                counts.get(Count.EXPECTED),
                counts.missing(),
                counts.get(Count.DUPLICATES),
                counts.get(Count.REORDERED));
        rows.faults(faults.counts());
        rows.times("  connect time", tally.returned());
        rows.times("  until current", tally.current());
        tellServer(rows);
    }

    private void tellServer(Rows rows) {
        if (reads.isPresent()) {
            rows.row("  history", "%,d pages read from the broker", reads.getAsLong());
        } else {
            rows.row(
                    "  history", "readings are not known: give --metrics http://HOST:PORT/metrics of the ops listener");
        }
        cost.ifPresent(each -> {
            rows.row("  server CPU", "%.0f us for each connection, %.2f cores", each.micros(subscribers), each.cores());
            rows.row(
                    "  server memory",
                    "%.1f MiB resident, before %.1f",
                    each.after().residentBytes() / MIB,
                    each.before().residentBytes() / MIB);
        });
    }

    @Override
    public List<String> blemishes() {
        List<String> all = new ArrayList<>(Spread.faults(TITLE, counts));
        if (Double.isNaN(reconnected)) {
            all.add("recovery: not all connections were made again");
        }
        long owed = counts.get(Count.MISSED) - counts.get(Count.RECOVERED_MESSAGES);
        if (owed != 0) {
            all.add(Rows.text("recovery: %,d missed messages were promised and did not come", owed));
        }
        faults.counts().forEach((fault, count) -> all.add(Rows.text("recovery: %,d x %s", count, fault)));
        return all;
    }
}
