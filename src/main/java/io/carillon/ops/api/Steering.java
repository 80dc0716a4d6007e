package io.carillon.ops.api;

import io.carillon.bus.Command;
import io.carillon.bus.Command.Action;
import io.carillon.bus.Command.Unsubscribe;
import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import io.carillon.bus.Selection;
import io.carillon.ops.question.ClusterQuestions;
import io.carillon.ops.question.Told;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Has something done to connections wherever they are, and answers how many were found and for how many it was done. */
final class Steering {
    private final ClusterQuestions questions;

    Steering(ClusterQuestions questions) {
        this.questions = questions;
    }

    /** To one connection: that it is nowhere, and that it refuses, is an error. */
    Future<Reply> ofClient(String clientId, Action action) {
        return ofClient(clientId, Optional.empty(), action);
    }

    /** @param except the client id of one that is left out; where it is the same, there is nobody */
    Future<Reply> ofClient(String clientId, Optional<String> except, Action action) {
        return questions
                .command(new Command(Selection.ofClient(clientId), except, action))
                .map(told -> {
                    if (told.outcome().found() == 0) {
                        throw new NobodyFoundException(told.nodes());
                    }
                    told.outcome().refused().ifPresent(why -> {
                        throw new ProtocolException(code(why, action));
                    });
                    return reply(told, action);
                });
    }

    /** To as many as there are, which may be none. */
    Future<Reply> ofMany(Selection to, Action action) {
        return ofMany(to, Optional.empty(), action);
    }

    /** @param except the client id of one that is left out */
    Future<Reply> ofMany(Selection to, Optional<String> except, Action action) {
        return questions.command(new Command(to, except, action)).map(told -> reply(told, action));
    }

    private static Reply reply(Told told, Action action) {
        Outcome outcome = told.outcome();
        JsonObject json = new JsonObject().put("found", outcome.found()).put("done", outcome.done());
        outcome.refused().ifPresent(why -> json.put("refused", code(why, action).text()));
        return Reply.ok(json.put("nodes", told.nodes().toJson()));
    }

    private static ErrorCode code(Refusal why, Action action) {
        return switch (why) {
            case ABSENT -> action instanceof Unsubscribe ? ErrorCode.NOT_SUBSCRIBED : ErrorCode.NOT_FOUND;
            case LIMIT -> ErrorCode.LIMIT_REACHED;
            case UNKNOWN_NAMESPACE -> ErrorCode.UNKNOWN_NAMESPACE;
            case BROKER_UNAVAILABLE -> ErrorCode.BROKER_UNAVAILABLE;
        };
    }
}
