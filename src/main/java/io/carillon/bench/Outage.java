package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened when a node was killed. Times are seconds since then; what did not happen in time has none (NaN).
 *
 * @param node its number, from 1
 * @param held connections that it had
 * @param fits connections for which the other nodes had room
 * @param served when so many were served
 * @param waiting connections that had no place then
 * @param restarted when the node was started again
 * @param ready when it said that it would serve
 * @param allServed when everybody was
 * @param counts of the whole time, up to a last message in each room
 * @param latency of the messages that were published until all were served, like {@code last}
 * @param reconnect from the end of a connection to its next confirmed subscription
 */
record Outage(
        int node,
        long held,
        long fits,
        double served,
        long waiting,
        double restarted,
        double ready,
        double allServed,
        Counts counts,
        Faults faults,
        Quantiles latency,
        Quantiles last,
        Quantiles reconnect)
        implements Finding {
    /** How a handshake's refusal begins after which the client may come again. */
    static final String REFUSED = "handshake: 503";

    private static final String TITLE = "kill -9";

    /** What befalls the clients of a dead node. */
    private static final List<String> EXPECTED =
            List.of(REFUSED, "connect: ", "connection: ", "closed: without", "timeout: ");

    @Override
    public String name() {
        return "outage";
    }

    private long refused() {
        return faults.counts().entrySet().stream()
                .filter(each -> each.getKey().startsWith(REFUSED))
                .mapToLong(each -> each.getValue())
                .sum();
    }

    @Override
    public JsonObject json() {
        return new JsonObject()
                .put("node", node)
                .put("held", held)
                .put("dropped", counts.get(Count.DROPPED))
                .put("fits", fits)
                .put("servedSeconds", orNull(served))
                .put("waiting", waiting)
                .put("restartedSeconds", orNull(restarted))
                .put("readySeconds", orNull(ready))
                .put("allServedSeconds", orNull(allServed))
                .put("refusedHandshakes", refused())
                .put("postponed", counts.get(Count.POSTPONED))
                .put("early", counts.get(Count.EARLY))
                .put("published", counts.get(Count.PUBLISHED))
                .put("missedWhileAway", counts.get(Count.AWAY))
                .put("lost", counts.missing())
                .put("duplicates", counts.get(Count.DUPLICATES))
                .put("reordered", counts.get(Count.REORDERED))
                .put("reconnectMillis", reconnect.json())
                .put("lastDeliveryMillis", last.json())
                .put("latencyMillis", latency.json())
                .put("faults", faults.json());
    }

    private static Double orNull(double seconds) {
        return Double.isNaN(seconds) ? null : seconds;
    }

    @Override
    public void tell(Rows rows) {
        rows.row(TITLE, "node %d with %,d connections, of which %,d were cut", node, held, counts.get(Count.DROPPED));
        rows.row(
                "  served again",
                "%,d, for whom the others have room, after %.1f s; %,d waited",
                fits,
                served,
                waiting);
        rows.row("  node back", "started after %.1f s, ready after %.1f s", restarted, ready);
        rows.row("  all served", "after %.1f s", allServed);
        rows.times("  reconnect time", reconnect);
        rows.row(
                "  refused",
                "%,d handshakes; told to wait %,d times, and came back too early %,d times",
                refused(),
                counts.get(Count.POSTPONED),
                counts.get(Count.EARLY));
        rows.faults(faults.counts());
        rows.row(
                "  rooms meanwhile",
                "%,d messages, the last one of each room included; %,d deliveries missed while away; %,d lost, %,d duplicates,"
                        + " %,d reordered",
                counts.get(Count.PUBLISHED),
                counts.get(Count.AWAY),
                counts.missing(),
                counts.get(Count.DUPLICATES),
                counts.get(Count.REORDERED));
        rows.times("  to the last", last);
        rows.times("  latency", latency);
    }

    @Override
    public List<String> blemishes() {
        List<String> all = new ArrayList<>(Spread.faults(TITLE, counts));
        if (counts.get(Count.DROPPED) != held) {
            all.add(Rows.text("kill -9: %,d connections were cut, the node had %,d", counts.get(Count.DROPPED), held));
        }
        if (counts.get(Count.EARLY) != 0) {
            all.add(Rows.text("kill -9: %,d clients came back too early", counts.get(Count.EARLY)));
        }
        if (Double.isNaN(allServed)) {
            all.add("kill -9: not all connections were made again");
        }
        faults.counts().keySet().stream()
                .filter(name -> EXPECTED.stream().noneMatch(name::startsWith))
                .forEach(name -> all.add("kill -9: " + name));
        return all;
    }
}
