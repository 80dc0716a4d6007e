package io.carillon.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the nodes went on SIGTERM.
 *
 * @param over the time over which they were to close their connections
 * @param open connections before
 * @param closed seconds until no connection was open
 * @param ended seconds until all processes had ended
 * @param exitCodes of the nodes; -1 for one that did not end
 * @param counts of this time
 */
record Farewell(
        Duration over, long open, double closed, double ended, List<Integer> exitCodes, Counts counts, Faults faults)
        implements Finding {
    private static final String GOING_AWAY = "closed: 1001 Server shutting down";
    private static final double MILLIS = 1e3;

    @Override
    public String name() {
        return "drain";
    }

    private long goingAway() {
        return faults.counts().getOrDefault(GOING_AWAY, 0L);
    }

    @Override
    public JsonObject json() {
        return new JsonObject()
                .put("overSeconds", over.toMillis() / MILLIS)
                .put("open", open)
                .put("told", counts.get(Count.WARNED))
                .put("goingAway", goingAway())
                .put("closedSeconds", closed)
                .put("endedSeconds", ended)
                .put("exitCodes", new JsonArray(exitCodes))
                .put("faults", faults.json());
    }

    @Override
    public void tell(Rows rows) {
        rows.row(
                "drain",
                "of %,d connections over %.0f s: %,d were told, %,d closed with 1001, the last after %.1f s",
                open,
                over.toMillis() / MILLIS,
                counts.get(Count.WARNED),
                goingAway(),
                closed);
        rows.row("  nodes", "ended after %.1f s with exit codes %s", ended, exitCodes);
    }

    @Override
    public List<String> blemishes() {
        List<String> all = new ArrayList<>();
        if (counts.get(Count.WARNED) != open || goingAway() != open) {
            all.add(Rows.text(
                    "drain: %,d told and %,d closed with 1001 of %,d", counts.get(Count.WARNED), goingAway(), open));
        }
        if (exitCodes.stream().anyMatch(code -> code != 0)) {
            all.add("drain: exit codes " + exitCodes);
        }
        faults.counts().keySet().stream()
                .filter(name -> !name.equals(GOING_AWAY))
                .forEach(name -> all.add("drain: " + name));
        return all;
    }
}
