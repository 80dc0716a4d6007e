package io.carillon.ops.api;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Move;
import io.carillon.cluster.Answers;
import io.carillon.cluster.Cluster;
import io.carillon.ops.api.Balance.Load;
import io.carillon.ops.api.Balance.Surplus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code POST /api/rebalance}: nodes with more than their part of the connections send the surplus away, at a pace. Each
 * call takes the place of the one before: a node without a surplus now ends what it was told to move then.
 */
public final class RebalanceCalls {
    private static final String MOVE = "node.move";
    private static final double USUAL_SHARE = 0.02;
    private static final double MAX_SHARE = 0.2;

    private final Cluster cluster;
    private final Bus bus;
    private final int hubs;

    public RebalanceCalls(Cluster cluster, Bus bus, int hubs) {
        this.cluster = cluster;
        this.bus = bus;
        this.hubs = hubs;
    }

    /** From now on this node sends connections away when another tells it to. */
    public void answerOthers() {
        cluster.answer(MOVE, order -> Future.succeededFuture(move(order)));
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/api/rebalance", this::rebalance, "share"));
    }

    private Future<Reply> rebalance(Call call) {
        double share = call.body().given("share").map(RebalanceCalls::share).orElse(USUAL_SHARE);
        return cluster.ask(NodeCalls.QUESTION, new JsonObject()).compose(nodes -> {
            List<Surplus> surpluses = Balance.surpluses(loads(nodes));
            return cluster.ask(MOVE, order(share, surpluses))
                    .map(moving ->
                            new Reply(202, answer(nodes, surpluses, moving).toBuffer()));
        });
    }

    /**
     * @param json a JSON value
     * @return the part of its connections that a node may send away in a second
     */
    private static double share(String json) {
        double share = Character.isDigit(json.charAt(0)) ? Double.parseDouble(json) : 0;
        if (!(share > 0 && share <= MAX_SHARE)) {
            throw Call.invalid("share must be a number above 0, up to " + MAX_SHARE);
        }
        return share;
    }

    private static List<Load> loads(Answers nodes) {
        return nodes.items().stream()
                .filter(node -> !Boolean.TRUE.equals(node.getValue("draining")))
                .map(node -> new Load(node.getString("id"), node.getInteger("connections")))
                .toList();
    }

    private static JsonObject order(double share, List<Surplus> surpluses) {
        JsonObject parts = new JsonObject();
        surpluses.forEach(each -> parts.put(each.id(), each.part()));
        return new JsonObject().put("share", share).put("parts", parts);
    }

    private static JsonObject answer(Answers nodes, List<Surplus> surpluses, Answers moving) {
        Set<Object> obeying =
                moving.items().stream().map(node -> node.getValue("id")).collect(Collectors.toSet());
        JsonArray list = new JsonArray();
        surpluses.stream()
                .filter(each -> obeying.contains(each.id()))
                .forEach(each -> list.add(new JsonObject()
                        .put("id", each.id())
                        .put("connections", each.connections())
                        .put("surplus", each.surplus())));
        return new JsonObject().put("nodes", NodeCalls.count(nodes)).put("moving", list);
    }

    /** Each hub sends the same part of its own away, in the same time: so the node keeps to the share. */
    private JsonObject move(JsonObject order) {
        double part = order.getJsonObject("parts").getDouble(cluster.nodeId(), 0.0);
        Duration over = Duration.ofMillis((long) Math.ceil(part / order.getDouble("share") * 1_000));
        for (int hub = 0; hub < hubs; hub++) {
            bus.tell(Addresses.move(hub), new Move(part, over));
        }
        return new JsonObject().put("id", cluster.nodeId());
    }
}
