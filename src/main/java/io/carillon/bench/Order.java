package io.carillon.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the coordinator tells a worker: one line of JSON each. The first is {@link Begin}. */
sealed interface Order {
    /**
     * What a worker has to know of the run.
     *
     * @param recovering whether clients name their position when they come back
     */
    record Begin(Plan plan, List<String> urls, List<String> sources, int timeoutMillis, boolean recovering)
            implements Order {}

    /** Connect clients {@code first}, {@code first + step} and so on. */
    record Connect(Role role, int first, int step, int count, Entry entry) implements Order {}

    /** Publish in {@code streams} of the plan's from {@code first} on; {@code subscribers} by channel, of all workers. */
    record Publish(Pace pace, int first, int streams, long[] subscribers) implements Order {}

    /** Publish no more. */
    record Hush() implements Order {}

    /** Close what opens and make it again, or no longer. */
    record Cycle(boolean on) implements Order {}

    /** End the connections of all subscribers without a close frame. */
    record Cut() implements Order {}

    /** Connect those subscribers again. */
    record ComeBack(Entry entry) implements Order {}

    /** Let the stalled read. */
    record Wake() implements Order {}

    /** Report everything. Times are those since the last report that was asked to forget them. */
    record Report(boolean forget) implements Order {}

    default JsonObject json() {
        JsonObject json = new JsonObject().put("order", getClass().getSimpleName());
        if (this instanceof Begin begin) {
            json.put("plan", begin.plan.json())
                    .put("urls", new JsonArray(begin.urls))
                    .put("sources", new JsonArray(begin.sources))
                    .put("timeoutMillis", begin.timeoutMillis)
                    .put("recovering", begin.recovering);
        } else if (this instanceof Connect connect) {
            json.put("role", connect.role.name())
                    .put("first", connect.first)
                    .put("step", connect.step)
                    .put("count", connect.count)
                    .put("entry", connect.entry.json());
        } else if (this instanceof Publish publish) {
            json.put("pace", publish.pace.json())
                    .put("first", publish.first)
                    .put("streams", publish.streams)
                    .put("subscribers", Numbers.json(publish.subscribers));
        } else if (this instanceof Cycle cycle) {
            json.put("on", cycle.on);
        } else if (this instanceof ComeBack comeBack) {
            json.put("entry", comeBack.entry.json());
        } else if (this instanceof Report report) {
            json.put("forget", report.forget);
        }
        return json;
    }

    static Order of(JsonObject json) {
        return switch (json.getString("order")) {
            case "Begin" ->
                new Begin(
                        Plan.of(json.getJsonObject("plan")),
                        texts(json.getJsonArray("urls")),
                        texts(json.getJsonArray("sources")),
                        json.getInteger("timeoutMillis"),
                        json.getBoolean("recovering"));
            case "Connect" ->
                new Connect(
                        Role.valueOf(json.getString("role")),
                        json.getInteger("first"),
                        json.getInteger("step"),
                        json.getInteger("count"),
                        Entry.of(json.getJsonObject("entry")));
            case "Publish" ->
                new Publish(
                        Pace.of(json.getJsonObject("pace")),
                        json.getInteger("first"),
                        json.getInteger("streams"),
                        Numbers.of(json.getJsonArray("subscribers")));
            case "Hush" -> new Hush();
            case "Cycle" -> new Cycle(json.getBoolean("on"));
            case "Cut" -> new Cut();
            case "ComeBack" -> new ComeBack(Entry.of(json.getJsonObject("entry")));
            case "Wake" -> new Wake();
            case "Report" -> new Report(json.getBoolean("forget"));
            default -> throw new IllegalArgumentException("no order: " + json.getString("order"));
        };
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
