package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** What went wrong, by name, and how often. */
final class Faults {
    private static final int MAX_NAMES = 100;
    private static final int MAX_NAME_LENGTH = 120;
    private static final String OTHER = "other";

    private final Map<String, Long> counts = new TreeMap<>();

    /** Counts one fault. What would be the hundred-and-first name is counted as another fault. */
    void add(String name) {
        add(name, 1);
    }

    private void add(String name, long count) {
        String key = name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) : name;
        boolean known = counts.containsKey(key) || counts.size() < MAX_NAMES;
        counts.merge(known ? key : OTHER, count, Long::sum);
    }

    void add(Faults others) {
        others.counts.forEach(this::add);
    }

    /** What went wrong since. */
    Faults since(Faults earlier) {
        Faults difference = new Faults();
        counts.forEach((name, count) -> {
            long more = count - earlier.counts.getOrDefault(name, 0L);
            if (more > 0) {
                difference.counts.put(name, more);
            }
        });
        return difference;
    }

    Map<String, Long> counts() {
        return counts;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }

    static Faults of(JsonObject json) {
        Faults faults = new Faults();
        json.forEach(each -> faults.add(each.getKey(), ((Number) each.getValue()).longValue()));
        return faults;
    }
}
