package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * How messages spread in one phase.
 *
 * @param name in JSON
 * @param title for people
 * @param counts of this phase
 * @param expense while it was measured; the heartbeats of all connections are in it
 */
record Spread(
        String name, String title, Counts counts, Faults faults, Quantiles latency, Quantiles last, Expense expense)
        implements Finding {
    @Override
    public JsonObject json() {
        return new JsonObject()
                .put("published", counts.get(Count.PUBLISHED))
                .put("measured", counts.get(Count.MEASURED_PUBLISHED))
                .put("expected", counts.get(Count.EXPECTED))
                .put("delivered", counts.get(Count.DELIVERED))
                .put("lost", counts.missing())
                .put("duplicates", counts.get(Count.DUPLICATES))
                .put("reordered", counts.get(Count.REORDERED))
                .put("lastDeliveryMillis", last.json())
                .put("latencyMillis", latency.json())
                .put("cpu", expense.json(counts.get(Count.MEASURED_DELIVERED)))
                .put("faults", faults.json());
    }

    @Override
    public void tell(Rows rows) {
        rows.row(
                title,
                "%,d messages; %,d of %,d deliveries; %,d lost, %,d duplicates, %,d reordered",
                counts.get(Count.PUBLISHED),
                counts.get(Count.DELIVERED),
                counts.get(Count.EXPECTED),
                counts.missing(),
                counts.get(Count.DUPLICATES),
                counts.get(Count.REORDERED));
        rows.times("  to the last", last);
        rows.times("  latency", latency);
        expense.tell(rows, counts.get(Count.MEASURED_DELIVERED));
        rows.faults(faults.counts());
    }

    @Override
    public List<String> blemishes() {
        List<String> all = new ArrayList<>(faults(title, counts));
        faults.counts().forEach((fault, count) -> all.add(Rows.text("%s: %,d x %s", title, count, fault)));
        return all;
    }

    /** What counts tell of lost, doubled and disordered messages. */
    static List<String> faults(String title, Counts counts) {
        long[] numbers = {counts.missing(), counts.get(Count.DUPLICATES), counts.get(Count.REORDERED)};
        String[] words = {"lost", "doubled", "disordered"};
        List<String> all = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                all.add(Rows.text("%s: %,d deliveries %s", title, numbers[i], words[i]));
            }
        }
        return all;
    }
}
