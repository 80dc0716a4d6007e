package io.carillon.ops.question;

import io.carillon.cluster.Answers;
import io.carillon.cluster.Cluster;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Nodes that answer at once what they were told to, or never. */
final class FakeCluster implements Cluster {
    private final Map<String, Optional<Function<JsonObject, JsonObject>>> nodes = new TreeMap<>();
    final Map<String, Function<JsonObject, Future<JsonObject>>> declared = new HashMap<>();

    FakeCluster node(String id, Function<JsonObject, JsonObject> answer) {
        nodes.put(id, Optional.of(answer));
        return this;
    }

    FakeCluster silent(String id) {
        nodes.put(id, Optional.empty());
        return this;
    }

    @Override
    public String nodeId() {
        return "self";
    }

    @Override
    public int size() {
        return nodes.size();
    }

    @Override
    public Future<Void> leave() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Answers> ask(String question, JsonObject body) {
        return Future.succeededFuture(new Answers(nodes.size(), answers(nodes, body)));
    }

    @Override
    public Future<Answers> ask(String node, String question, JsonObject body) {
        Map<String, Optional<Function<JsonObject, JsonObject>>> one = new HashMap<>(nodes);
        one.keySet().retainAll(List.of(node));
        return Future.succeededFuture(new Answers(one.size(), answers(one, body)));
    }

    private static List<JsonObject> answers(
            Map<String, Optional<Function<JsonObject, JsonObject>>> asked, JsonObject body) {
        return asked.values().stream()
                .flatMap(Optional::stream)
                .map(answer -> new JsonObject(answer.apply(body).encode()))
                .toList();
    }

    @Override
    public void answer(String question, Function<JsonObject, Future<JsonObject>> answer) {
        declared.put(question, answer);
    }
}
