package io.carillon.ops.api;

import io.carillon.cluster.Answers;
import io.carillon.cluster.Cluster;
import io.carillon.metrics.CensusTaker;
import io.carillon.metrics.Population;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** {@code GET /api/nodes}: the members of the cluster with their load. */
public final class NodeCalls {
    static final String QUESTION = "node";

    /** A hub that hangs must not make its whole node miss the deadline of the cluster. */
    static final Duration CENSUS_DEADLINE = Answers.DEADLINE.dividedBy(2);

    private final Cluster cluster;
    private final NodeDescription node;
    private final CensusTaker censusTaker;
    private final InService service;
    private final Clock clock;

    public NodeCalls(Cluster cluster, NodeDescription node, CensusTaker censusTaker, InService service, Clock clock) {
        this.cluster = cluster;
        this.node = node;
        this.censusTaker = censusTaker;
        this.service = service;
        this.clock = clock;
    }

    /** From now on this node describes itself when others ask. */
    public void answerOthers() {
        cluster.answer(QUESTION, question -> describe());
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/nodes", call -> nodes()));
    }

    private Future<Reply> nodes() {
        return cluster.ask(QUESTION, new JsonObject()).map(answers -> Reply.ok(json(answers)));
    }

    private static JsonObject json(Answers answers) {
        return new JsonObject().put("items", new JsonArray(answers.items())).put("nodes", count(answers));
    }

    static JsonObject count(Answers answers) {
        return new JsonObject()
                .put("asked", answers.asked())
                .put("answered", answers.items().size());
    }

    private Future<JsonObject> describe() {
        return censusTaker.count(CENSUS_DEADLINE).map(this::describe);
    }

    private JsonObject describe(Population population) {
        return new JsonObject()
                .put("id", cluster.nodeId())
                .put("address", node.address())
                .put("draining", service.isDraining())
                .put("connections", population.connections())
                .put("channels", population.channels())
                .put("subscriptions", population.subscriptions())
                .put("uptime", Duration.between(node.started(), clock.instant()).toMillis())
                .put("instances", node.instances())
                .put("version", node.version());
    }
}
