package io.carillon.ops.api;

import io.carillon.json.StrictJson;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Many requests in one. They are done one after the other, so that each sees what those before it have done, and each is
 * answered as if it had come by itself.
 */
final class BatchCalls {
    static final String PATH = "/api/batch";
    static final int MAX_REQUESTS = 100;

    /** No request is begun any more when so much time has passed since the first. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    /** No request is begun any more when the answers of those before it have more bytes than this. */
    static final int MAX_ANSWER_BYTES = 4 << 20;

    /** The batch, its list and the request stand around a body. */
    private static final int LEVELS = 3;

    private final Api api;
    private final ApiErrors errors;
    private final CurrentJson json;
    private final Clock clock;

    /** @param jsonDepth levels of nesting of a request's body, when it is asked */
    BatchCalls(Api api, ApiErrors errors, IntSupplier jsonDepth, Clock clock) {
        this.api = api;
        this.errors = errors;
        json = new CurrentJson(jsonDepth, LEVELS);
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        return List.of(new Endpoint(HttpMethod.POST, PATH, this::batch, Set.of("requests"), LEVELS));
    }

    private Future<Reply> batch(Call call) {
        StrictJson reader = json.get();
        List<String> texts = call.body().elements("requests");
        if (texts.isEmpty() || texts.size() > MAX_REQUESTS) {
            throw Call.invalid("requests must have 1 to " + MAX_REQUESTS + " elements");
        }
        List<BatchRequest> requests =
                texts.stream().map(text -> BatchRequest.read(reader, text)).toList();
        Buffer answers = Buffer.buffer("{\"items\":[");
        List<Reply.Part> parts = new ArrayList<>();
        long latest = clock.millis() + DEADLINE.toMillis();
        Future<Void> all = Future.succeededFuture();
        for (BatchRequest request : requests) {
            all = all.compose(before -> answer(request, answers, latest))
                    .onSuccess(reply -> {
                        append(answers, reply);
                        parts.add(new Reply.Part(request.method(), request.path(), reply.status()));
                    })
                    .mapEmpty();
        }
        return all.map(done -> new Reply(200, closed(answers), parts));
    }

    private Future<Reply> answer(BatchRequest request, Buffer answers, long latest) {
        if (answers.length() > MAX_ANSWER_BYTES) {
            return refused(ErrorCode.TOO_LARGE, "Not done: the answers of the batch are too large");
        }
        if (clock.millis() > latest) {
            return refused(ErrorCode.LIMIT_REACHED, "Not done: the batch took too long");
        }
        return api.answer(
                        request.method(),
                        PathTemplate.bytes(request.path()),
                        PathTemplate.bytes(request.query()),
                        request.body())
                .otherwise(errors::reply);
    }

    private Future<Reply> refused(ErrorCode code, String reason) {
        return Future.succeededFuture(errors.reply(new ProtocolException(code, reason)));
    }

    private static void append(Buffer answers, Reply reply) {
        Buffer body = reply.body().length() == 0 ? Buffer.buffer("{}") : reply.body();
        answers.appendString("{\"status\":" + reply.status() + ",\"body\":")
                .appendBuffer(body)
                .appendString("},");
    }

    /** There has been at least one answer, and a comma behind it. */
    private static Buffer closed(Buffer answers) {
        return answers.getBuffer(0, answers.length() - 1).appendString("]}");
    }
}
