package io.carillon.ops.api;

import io.carillon.bus.Command.PutMetadata;
import io.carillon.bus.Command.RemoveMetadata;
import io.carillon.json.StrictJson;
import io.carillon.ops.question.ClusterQuestions;
import io.carillon.ops.question.Found;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.JsonText;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the back end notes about a connection, value by value; it ends with the connection. */
final class MetadataCalls {
    /** Deep enough for whatever {@code limits.jsonDepth} may let a value hold, and for what is around it. */
    private static final StrictJson JSON = new StrictJson(1_100);

    private final ClusterQuestions questions;
    private final Steering steering;

    MetadataCalls(ClusterQuestions questions, Steering steering) {
        this.questions = questions;
        this.steering = steering;
    }

    List<Endpoint> endpoints() {
        String path = "/api/connections/{id}/metadata/{key}";
        return List.of(
                Endpoint.get(path, this::read),
                Endpoint.put(
                        path,
                        call -> steering.ofClient(
                                call.name("id"), new PutMetadata(call.name("key"), call.value("value"))),
                        "value"),
                Endpoint.delete(
                        path, call -> steering.ofClient(call.name("id"), new RemoveMetadata(call.name("key")))));
    }

    private Future<Reply> read(Call call) {
        String key = call.name("key");
        return questions.connection(call.name("id")).map(found -> reply(found, key));
    }

    private static Reply reply(Found<String> found, String key) {
        byte[] connection = found.slice().items().values().stream()
                .findFirst()
                .orElseThrow(() -> new NobodyFoundException(found.nodes()))
                .getBytes(StandardCharsets.UTF_8);
        String value = JSON.field(connection, "metadata")
                .flatMap(metadata -> JSON.field(metadata.getBytes(StandardCharsets.UTF_8), key))
                .orElseThrow(() -> new ProtocolException(ErrorCode.NOT_FOUND, "No such metadata"));
        return Reply.with(new JsonText().raw("value", value).endAsText(), found.nodes());
    }
}
