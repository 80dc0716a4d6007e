package io.carillon.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** What a run with a whole cluster has found, step by step; the last steps are missing when it did not come to its end. */
public final class OnlineResult implements Report {
    private final OnlineSettings settings;
    private final List<Finding> findings;
    private final boolean complete;

    OnlineResult(OnlineSettings settings, List<Finding> findings, boolean complete) {
        this.settings = settings;
        this.findings = findings;
        this.complete = complete;
    }

    @Override
    public boolean isClean() {
        return blemishes().isEmpty();
    }

    private List<String> blemishes() {
        Stream<String> end = complete ? Stream.empty() : Stream.of("the run did not come to its end in time");
        return Stream.concat(findings.stream().flatMap(each -> each.blemishes().stream()), end)
                .toList();
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .put("scenario", "online")
                .put("nodes", settings.shape().nodes())
                .put("connections", settings.connections())
                .put("rooms", settings.rooms())
                .put("capacity", settings.shape().capacity())
                .put("processes", settings.processes())
                .put("complete", complete)
                .put("clean", isClean());
        findings.forEach(each -> json.put(each.name(), each.json()));
        return json.put("blemishes", new JsonArray(blemishes()));
    }

    @Override
    public String table() {
        Rows rows = new Rows();
        rows.row(
                "online",
                "%,d subscribers in one channel and in %,d rooms; %d nodes for %,d connections each; %d processes of load",
                settings.connections(),
                settings.rooms(),
                settings.shape().nodes(),
                settings.shape().capacity(),
                settings.processes());
        findings.forEach(each -> each.tell(rows));
        blemishes().forEach(each -> rows.row("blemish", each.replace("%", "%%")));
        rows.row("verdict", !complete ? "incomplete" : isClean() ? "clean" : "not clean");
        return rows.toString();
    }
}
