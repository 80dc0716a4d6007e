package io.carillon.cluster;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Partial results: how many nodes were asked, and the answers of those that answered in time. */
public record Answers(int asked, List<JsonObject> items) {
    public static final Duration DEADLINE = Duration.ofSeconds(1);
}
