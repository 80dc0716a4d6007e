package io.carillon.cluster;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * The nodes that belong together, for questions and commands between them; never for channel messages. A node that
 * runs alone is a cluster of one.
 */
public interface Cluster {
    /** Names this process as long as it lives. */
    String nodeId();

    /** Number of nodes that belong together now, this one included; 0 once it has left. */
    int size();

    /** Announces to the others that this node ends in order. Completes when they have heard of it, or after a second. */
    Future<Void> leave();

    /**
     * Asks every node, this one included. Completes within {@link Answers#DEADLINE} with what came back until then;
     * fails never.
     */
    Future<Answers> ask(String question, JsonObject body);

    /** The same with one node; asks nobody when that is no member. */
    Future<Answers> ask(String node, String question, JsonObject body);

    /** Declares how this node answers a question; to be called on the event loop that shall answer. */
    void answer(String question, Function<JsonObject, Future<JsonObject>> answer);
}
