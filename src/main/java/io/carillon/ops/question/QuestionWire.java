package io.carillon.ops.question;

import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsQuestion;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** How one node sends a question to another. What reads it throws any exception when it is none. */
final class QuestionWire {
    static JsonObject encode(ConnectionsQuestion question) {
        return new JsonObject()
                .put("which", SelectionWire.encode(question.which()))
                .put("after", question.after())
                .put("limit", question.limit());
    }

    static ConnectionsQuestion connections(JsonObject json) {
        return new ConnectionsQuestion(
                SelectionWire.decode(json.getJsonObject("which")), text(json, "after"), limit(json));
    }

    static JsonObject encode(CountsQuestion question) {
        return new JsonObject()
                .put("kind", question.kind().name())
                .put("prefix", question.prefix())
                .put("exact", question.exact())
                .put("after", question.after())
                .put("limit", question.limit());
    }

    static CountsQuestion counts(JsonObject json) {
        return new CountsQuestion(
                CountsQuestion.Kind.valueOf(text(json, "kind")),
                text(json, "prefix"),
                json.getBoolean("exact"),
                text(json, "after"),
                limit(json));
    }

    private static String text(JsonObject json, String name) {
        return Objects.requireNonNull(json.getString(name), name);
    }

    /** The bound holds whatever another node asks for. */
    private static int limit(JsonObject json) {
        int limit = json.getInteger("limit");
        if (limit < 1 || limit > ClusterQuestions.MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit);
        }
        return limit;
    }

    private QuestionWire() {}
}
