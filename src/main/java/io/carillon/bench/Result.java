package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has found.
 *
 * @param complete false when it was interrupted, or did not come to its end in time
 * @param faults how often what went wrong, by name
 */
public record Result(
        Settings settings,
        boolean complete,
        Connections connections,
        Optional<Traffic> traffic,
        Optional<Cost> cost,
        Map<String, Long> faults)
        implements Report {
    /** What befell connections that were never meant to read is told, but is no fault of the run. */
    static final String STALLED = "stalled: ";

    /**
     * @param open at the end
     * @param perSecond opened in a second, from the first attempt to the last that succeeded
     * @param connect from the first packet to the confirmed subscription
     */
    record Connections(
            long open,
            long opened,
            long failed,
            long dropped,
            long stalledOpen,
            long stalledDropped,
            double perSecond,
            Quantiles connect,
            Quantiles reconnect) {
        JsonObject json() {
            return new JsonObject()
                    .put("open", open)
                    .put("opened", opened)
                    .put("failed", failed)
                    .put("dropped", dropped)
                    .put("stalledOpen", stalledOpen)
                    .put("stalledDropped", stalledDropped)
                    .put("perSecond", perSecond)
                    .put("connectMillis", connect.json())
                    .put("reconnectMillis", reconnect.json());
        }
    }

    /**
     * Counts are of the whole run, with its warm-up; {@code measured} ones, rates and times of the measured phase.
     *
     * @param away deliveries that connections missed while they were made again
     * @param pauses times that a closed loop gave up to wait
     * @param last from publishing a message to its last delivery
     */
    record Traffic(Counts counts, Counts measured, long lost, double seconds, Quantiles latency, Quantiles last) {
        double deliveriesPerSecond() {
            return seconds == 0 ? 0 : measured.get(Count.MEASURED_DELIVERED) / seconds;
        }

        JsonObject json() {
            return new JsonObject()
                    .put("published", counts.get(Count.PUBLISHED))
                    .put("refused", counts.get(Count.REFUSED))
                    .put("expected", counts.get(Count.EXPECTED))
                    .put("delivered", counts.get(Count.DELIVERED))
                    .put("lost", lost)
                    .put("duplicates", counts.get(Count.DUPLICATES))
                    .put("reordered", counts.get(Count.REORDERED))
                    .put("foreign", counts.get(Count.FOREIGN))
                    .put("away", counts.get(Count.AWAY))
                    .put("pauses", counts.get(Count.PAUSES))
                    .put("measuredSeconds", seconds)
                    .put("measuredPublished", measured.get(Count.MEASURED_PUBLISHED))
                    .put("measuredDelivered", measured.get(Count.MEASURED_DELIVERED))
                    .put("deliveriesPerSecond", deliveriesPerSecond())
                    .put("latencyMillis", latency.json())
                    .put("lastDeliveryMillis", last.json());
        }
    }

    /**
     * @param cpuMicros of the server in the measured phase for each {@code unit}
     * @param cores that it kept busy meanwhile
     * @param residentBytes of the server with all connections
     * @param bytesPerConnection that these have added
     */
    record Cost(double cpuMicros, String unit, double cores, long residentBytes, long bytesPerConnection) {
        JsonObject json() {
            return new JsonObject()
                    .put("cpuMicros", cpuMicros)
                    .put("unit", unit)
                    .put("cores", cores)
                    .put("residentBytes", residentBytes)
                    .put("bytesPerConnection", bytesPerConnection);
        }
    }

    /** Whether the run came to its end and nothing was lost, doubled, disordered, refused or cut off. */
    @Override
    public boolean isClean() {
        return complete
                && faults.keySet().stream().allMatch(name -> name.startsWith(STALLED))
                && traffic.stream()
                        .allMatch(each -> each.lost == 0
                                && each.counts.get(Count.DUPLICATES) == 0
                                && each.counts.get(Count.REORDERED) == 0);
    }

    @Override
    public String table() {
        return ResultTable.of(this);
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .put("scenario", settings.scenario().text())
                .put("plan", settings.plan().json())
                .put("processes", settings.processes())
                .put("complete", complete)
                .put("clean", isClean())
                .put("connections", connections.json());
        traffic.ifPresent(each -> json.put("traffic", each.json()));
        cost.ifPresent(each -> json.put("server", each.json()));
        JsonObject named = new JsonObject();
        faults.forEach(named::put);
        return json.put("faults", named);
    }
}
