package io.carillon.ops;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.StatsAnswer;
import io.carillon.bus.StatsQuestion;
import io.carillon.bus.StatsReset;
import io.carillon.cluster.Answers;
import io.carillon.cluster.Cluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and resets statistics, of this node or of all. */
final class NodeStats {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStats.class);
    private static final Duration DEADLINE = Duration.ofMillis(800);
    private static final String STATS = "stats";
    private static final String RESET = "stats.reset";

    private final Vertx vertx;
    private final Bus bus;
    private final Cluster cluster;

    NodeStats(Vertx vertx, Bus bus, Cluster cluster) {
        this.vertx = vertx;
        this.bus = bus;
        this.cluster = cluster;
    }

    /** From now on this node answers for its statistics when others ask. */
    void answerOthers() {
        cluster.answer(STATS, question -> own().map(StatsWire::encode));
        cluster.answer(RESET, question -> resetOwn());
    }

    Future<JsonObject> read() {
        return own().compose(answer -> vertx.executeBlocking(() -> {
            StatsReport report = new StatsReport();
            report.add(answer);
            return json(answer, report);
        }));
    }

    /** {@code uptime} stays this node's. */
    Future<JsonObject> readAll() {
        return Future.all(own(), cluster.ask(STATS, new JsonObject()))
                .compose(both -> vertx.executeBlocking(() -> add(both.resultAt(0), both.resultAt(1))));
    }

    Future<JsonObject> resetOwn() {
        return bus.ask(Addresses.STATS_RESET, new StatsReset(), DEADLINE).map(done -> new JsonObject());
    }

    Future<JsonObject> resetAll() {
        return cluster.ask(RESET, new JsonObject())
                .map(answers -> new JsonObject()
                        .put("nodes", nodes(answers, answers.items().size())));
    }

    private Future<StatsAnswer> own() {
        return bus.ask(Addresses.STATS, new StatsQuestion(), DEADLINE);
    }

    private static JsonObject add(StatsAnswer own, Answers answers) {
        StatsReport report = new StatsReport();
        int readable = 0;
        for (JsonObject item : answers.items()) {
            try {
                report.add(StatsWire.decode(item));
                readable++;
            } catch (IllegalArgumentException e) {
                LOG.atWarn().setCause(e).log("Statistics of another node cannot be read");
            }
        }
        return json(own, report).put("nodes", nodes(answers, readable));
    }

    private static JsonObject json(StatsAnswer own, StatsReport report) {
        return new JsonObject().put("uptime", own.uptime().toMillis()).put("stats", report.toJson());
    }

    private static JsonObject nodes(Answers answers, int answered) {
        return new JsonObject().put("asked", answers.asked()).put("answered", answered);
    }
}
