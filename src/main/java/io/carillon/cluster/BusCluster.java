package io.carillon.cluster;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes that ask each other on the event bus, each at one address of its own. Every member is asked by itself, never all
 * at once: so who did not answer is known, and an address that a dead node left behind costs nothing but itself.
 */
public final class BusCluster implements Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(BusCluster.class);
    private static final String QUESTION = "question";
    private static final String LEAVING = "leaving";
    private static final String NODE = "node";

    private final Vertx vertx;
    private final EventBus bus;
    private final String nodeId;
    private final Supplier<List<String>> members;
    private final Map<String, Answering> answers = new ConcurrentHashMap<>();
    private MessageConsumer<JsonObject> registration;

    private record Answering(Context context, Function<JsonObject, Future<JsonObject>> answer) {}

    BusCluster(Vertx vertx, String nodeId, Supplier<List<String>> members) {
        this.vertx = vertx;
        this.bus = vertx.eventBus();
        this.nodeId = nodeId;
        this.members = members;
    }

    /** The cluster of one node that runs alone; completes once it answers. */
    public static Future<Cluster> solo(Vertx vertx) {
        String nodeId = UUID.randomUUID().toString();
        BusCluster cluster = new BusCluster(vertx, nodeId, () -> List.of(nodeId));
        return cluster.open().map(cluster);
    }

    /** Registers this node's address; completes when the other nodes can ask it. */
    Future<Void> open() {
        registration = bus.consumer(address(nodeId), this::onQuestion);
        return registration.completion();
    }

    /** Registers the address anew, after the table of addresses has lost it. */
    Future<Void> reopen() {
        return registration.unregister().eventually(this::open);
    }

    @Override
    public String nodeId() {
        return nodeId;
    }

    @Override
    public int size() {
        return currentMembers().size();
    }

    @Override
    public Future<Void> leave() {
        List<String> others = currentMembers().stream()
                .filter(member -> !member.equals(nodeId))
                .toList();
        return ask(others, LEAVING, new JsonObject().put(NODE, nodeId)).mapEmpty();
    }

    /** @param heard takes the ids of nodes that are about to leave */
    void onLeaving(Consumer<String> heard) {
        answer(LEAVING, body -> {
            heard.accept(body.getString(NODE));
            return Future.succeededFuture(new JsonObject());
        });
    }

    @Override
    public Future<Answers> ask(String question, JsonObject body) {
        return ask(currentMembers(), question, body);
    }

    @Override
    public Future<Answers> ask(String node, String question, JsonObject body) {
        return ask(currentMembers().stream().filter(node::equals).toList(), question, body);
    }

    private Future<Answers> ask(List<String> asked, String question, JsonObject body) {
        List<Future<JsonObject>> under =
                asked.stream().map(member -> askOne(member, question, body)).toList();
        return Future.join(under).transform(all -> Future.succeededFuture(collect(under)));
    }

    @Override
    public void answer(String question, Function<JsonObject, Future<JsonObject>> answer) {
        answers.put(question, new Answering(vertx.getOrCreateContext(), answer));
    }

    private static Answers collect(List<Future<JsonObject>> asked) {
        List<JsonObject> items =
                asked.stream().filter(Future::succeeded).map(Future::result).toList();
        return new Answers(asked.size(), items);
    }

    private Future<JsonObject> askOne(String member, String question, JsonObject body) {
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(Answers.DEADLINE.toMillis())
                .addHeader(QUESTION, question);
        return bus.<JsonObject>request(address(member), body, options).map(Message::body);
    }

    /** While Hazelcast stops there are no members left to ask. */
    private List<String> currentMembers() {
        try {
            return members.get();
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("No members");
            return List.of();
        }
    }

    private void onQuestion(Message<JsonObject> message) {
        Answering answering = answers.get(String.valueOf(message.headers().get(QUESTION)));
        if (answering == null) {
            message.fail(0, "unknown question");
            return;
        }
        Promise<JsonObject> answer = Promise.promise();
        answering
                .context()
                .runOnContext(turn -> Future.succeededFuture(message.body())
                        .compose(answering.answer())
                        .onComplete(answer));
        answer.future().onComplete(message::reply, failure -> message.fail(0, failure.getMessage()));
    }

    /** Where the node with this id is asked. */
    static String address(String member) {
        return "carillon.node." + member;
    }
}
