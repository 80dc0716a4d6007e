package io.carillon.ops.api;

import io.carillon.config.InvalidConfigException;
import io.carillon.config.Problem;
import io.carillon.config.Reloaded;
import io.carillon.config.UnconfirmedReloadException;
import io.carillon.protocol.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** {@code POST /api/reload}: reads this node's configuration again. */
public final class ReloadCalls {
    private final Supplier<Future<Reloaded>> reload;

    /** @param reload fails with {@link InvalidConfigException} when nothing has changed because something is wrong */
    public ReloadCalls(Supplier<Future<Reloaded>> reload) {
        this.reload = reload;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/api/reload", call -> reload()));
    }

    private Future<Reply> reload() {
        return reload.get().map(ReloadCalls::applied).recover(ReloadCalls::failed);
    }

    private static Future<Reply> failed(Throwable failure) {
        if (failure instanceof InvalidConfigException invalid) {
            return Future.succeededFuture(
                    reply(ErrorCode.INVALID_MESSAGE, "The configuration cannot be used", invalid.problems()));
        }
        if (failure instanceof UnconfirmedReloadException unconfirmed) {
            return Future.succeededFuture(reply(
                    ErrorCode.INTERNAL,
                    "The configuration holds, but not for all of the node yet",
                    unconfirmed.problems()));
        }
        return Future.failedFuture(failure);
    }

    private static Reply applied(Reloaded reloaded) {
        return Reply.ok(new JsonObject()
                .put("changed", new JsonArray(reloaded.changed()))
                .put("restart", new JsonArray(reloaded.restart())));
    }

    private static Reply reply(ErrorCode code, String message, List<Problem> problems) {
        JsonArray list = new JsonArray();
        problems.forEach(
                problem -> list.add(new JsonObject().put("path", problem.at()).put("message", problem.message())));
        return new Reply(
                code.code(),
                ApiErrors.error(code, message).put("problems", list).toBuffer());
    }
}
