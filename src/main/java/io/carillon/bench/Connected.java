package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it took to connect and subscribe everybody.
 *
 * @param wanted connections
 * @param seconds from the first attempt to the last confirmed subscription
 */
record Connected(long wanted, double seconds, Tally tally) implements Finding {
    @Override
    public String name() {
        return "connect";
    }

    private long open() {
        return tally.counts().get(Count.OPEN);
    }

    private double perSecond() {
        return open() / Math.max(seconds, 1e-3);
    }

    @Override
    public JsonObject json() {
        return new JsonObject()
                .put("wanted", wanted)
                .put("open", open())
                .put("seconds", seconds)
                .put("perSecond", perSecond())
                .put("failed", tally.counts().get(Count.FAILED))
                .put("faults", tally.faults().json())
                .put("connectMillis", tally.connect().json());
    }

    @Override
    public void tell(Rows rows) {
        rows.row(
                "connected",
                "%,d of %,d in %.1f s (%,.0f/s), %,d attempts failed",
                open(),
                wanted,
                seconds,
                perSecond(),
                tally.counts().get(Count.FAILED));
        rows.times("  connect time", tally.connect());
        rows.faults(tally.faults().counts());
    }

    @Override
    public List<String> blemishes() {
        List<String> all = new ArrayList<>();
        if (open() != wanted) {
            all.add(Rows.text("%,d connections were never made", wanted - open()));
        }
        tally.faults().counts().keySet().stream()
                .filter(name -> !name.startsWith(Outage.REFUSED))
                .forEach(all::add);
        return all;
    }
}
