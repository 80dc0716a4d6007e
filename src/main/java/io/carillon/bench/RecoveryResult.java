package io.carillon.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run has found in which everybody came back; the last steps are missing when it did not come to its end.
 *
 * @param faults of the whole run
 */
record RecoveryResult(RecoverySettings settings, List<Finding> findings, Faults faults, boolean complete)
        implements Report {
    @Override
    public boolean isClean() {
        return blemishes().isEmpty();
    }

    private List<String> blemishes() {
        Stream<String> end = complete ? Stream.empty() : Stream.of("the run did not come to its end");
        return Stream.concat(findings.stream().flatMap(each -> each.blemishes().stream()), end)
                .toList();
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .put("scenario", "recovery")
                .put("plan", settings.plan().json())
                .put("processes", settings.processes())
                .put("complete", complete)
                .put("clean", isClean());
        findings.forEach(each -> json.put(each.name(), each.json()));
        return json.put("faults", faults.json()).put("blemishes", new JsonArray(blemishes()));
    }

    @Override
    public String table() {
        Rows rows = new Rows();
        rows.row(
                "recovery",
                "%,d subscribers of one channel, %,d bytes, %d processes",
                settings.plan().subscribers(),
                settings.plan().size(),
                settings.processes());
        findings.forEach(each -> each.tell(rows));
        faults.counts()
                .keySet()
                .forEach(fault -> Advice.on(fault).ifPresent(advice -> rows.row("advice", "%s: %s", fault, advice)));
        rows.row("verdict", !complete ? "incomplete" : isClean() ? "clean" : "not clean");
        return rows.toString();
    }
}
