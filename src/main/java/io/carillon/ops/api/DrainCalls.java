package io.carillon.ops.api;

import io.carillon.cluster.Cluster;
import io.carillon.config.DurationText;
import io.carillon.metrics.CensusTaker;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code POST} and {@code DELETE /api/nodes/{id}/drain}: asked of any node, done by the one that is named. */
public final class DrainCalls {
    private static final String DRAIN = "node.drain";
    private static final String RESUME = "node.resume";
    private static final String PATH = "/api/nodes/{id}/drain";
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Cluster cluster;
    private final InService service;
    private final CensusTaker censusTaker;

    public DrainCalls(Cluster cluster, InService service, CensusTaker censusTaker) {
        this.cluster = cluster;
        this.service = service;
        this.censusTaker = censusTaker;
    }

    /** From now on this node drains when another tells it to. */
    public void answerOthers() {
        cluster.answer(DRAIN, order -> isMeant(order) ? drain(order) : Future.succeededFuture(new JsonObject()));
        cluster.answer(RESUME, order -> Future.succeededFuture(isMeant(order) ? resume() : new JsonObject()));
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post(PATH, this::drain, "over"), Endpoint.delete(PATH, this::resume));
    }

    private Future<Reply> drain(Call call) {
        JsonObject order = order(call);
        over(call).ifPresent(over -> order.put("over", over.toMillis()));
        return command(DRAIN, order).map(node -> new Reply(202, node.toBuffer()));
    }

    private Future<Reply> resume(Call call) {
        return command(RESUME, order(call)).map(Reply::ok);
    }

    private static JsonObject order(Call call) {
        return new JsonObject().put("id", call.name("id"));
    }

    private static Optional<Duration> over(Call call) {
        return call.text("over")
                .map(text -> DurationText.parse(text)
                        .filter(over -> over.compareTo(LONGEST) <= 0)
                        .orElseThrow(() -> Call.invalid("over must be a duration from 0s to 1h, such as \"30s\"")));
    }

    /** All are told, since a node is known by its id to itself alone; the others answer something else. */
    private Future<JsonObject> command(String question, JsonObject order) {
        String id = order.getString("id");
        return cluster.ask(question, order)
                .map(answers -> answers.items().stream()
                        .filter(answer -> id.equals(answer.getValue("id")))
                        .findFirst()
                        .orElseThrow(() -> new ProtocolException(
                                ErrorCode.NOT_FOUND, "There is no such node, or it does not answer")));
    }

    private boolean isMeant(JsonObject order) {
        return cluster.nodeId().equals(order.getValue("id"));
    }

    /** Counted first: who is gone already when the answer leaves was there when the drain began. */
    private Future<JsonObject> drain(JsonObject order) {
        Optional<Duration> over = Optional.ofNullable(order.getLong("over")).map(Duration::ofMillis);
        return censusTaker
                .count(NodeCalls.CENSUS_DEADLINE)
                .onSuccess(counted -> service.drain(over))
                .map(population ->
                        new JsonObject().put("id", cluster.nodeId()).put("connections", population.connections()));
    }

    private JsonObject resume() {
        service.resume();
        return new JsonObject().put("id", cluster.nodeId()).put("draining", service.isDraining());
    }
}
