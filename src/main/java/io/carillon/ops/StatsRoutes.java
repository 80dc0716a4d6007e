package io.carillon.ops;

import io.carillon.ops.api.ApiErrors;
import io.carillon.protocol.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** {@code GET /stats} for everyone who reaches this listener, {@code POST /stats/reset} with a key. */
final class StatsRoutes {
    private final SingleFlight<JsonObject> ofNode;
    private final SingleFlight<JsonObject> ofCluster;
    private final NodeStats stats;
    private final Audit audit;
    private final KeyGuard guard;

    StatsRoutes(NodeStats stats, Audit audit, KeyGuard guard) {
        this.ofNode = new SingleFlight<>(stats::read);
        this.ofCluster = new SingleFlight<>(stats::readAll);
        this.stats = stats;
        this.audit = audit;
        this.guard = guard;
    }

    void mount(Router router) {
        OpenPaths.mount(router, "/stats", HttpMethod.GET, context -> scoped(context, ofNode::get, ofCluster::get));
        OpenPaths.mount(
                router,
                "/stats/reset",
                HttpMethod.POST,
                audit,
                guard,
                context -> scoped(context, stats::resetOwn, stats::resetAll));
    }

    private static void scoped(
            RoutingContext context, Supplier<Future<JsonObject>> ofNode, Supplier<Future<JsonObject>> ofCluster) {
        switch (context.queryParams().contains("scope") ? context.queryParams().get("scope") : "node") {
            case "node" -> answer(context, ofNode.get());
            case "cluster" -> answer(context, ofCluster.get());
            default -> ApiErrors.fail(context, ErrorCode.INVALID_MESSAGE, "scope is node or cluster");
        }
    }

    private static void answer(RoutingContext context, Future<JsonObject> answer) {
        answer.onSuccess(context::json).onFailure(context::fail);
    }
}
