package io.carillon.ops;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Liveness and readiness, for load balancers and orchestrators. */
final class HealthRoutes {
    private final SingleFlight<List<Trouble>> readiness;

    HealthRoutes(Readiness readiness) {
        this.readiness = new SingleFlight<>(readiness::check);
    }

    void mount(Router router) {
        OpenPaths.mount(router, "/health/live", HttpMethod.GET, this::live);
        OpenPaths.mount(router, "/health/ready", HttpMethod.GET, this::ready);
    }

    private void live(RoutingContext context) {
        context.json(new JsonObject().put("status", "live"));
    }

    private void ready(RoutingContext context) {
        readiness.get().onSuccess(troubles -> answer(context, troubles)).onFailure(context::fail);
    }

    private static void answer(RoutingContext context, List<Trouble> troubles) {
        if (troubles.isEmpty()) {
            context.json(new JsonObject().put("status", "ready"));
            return;
        }
        JsonArray reasons = new JsonArray();
        troubles.forEach(trouble -> reasons.add(trouble.toJson()));
        context.response().setStatusCode(503);
        context.json(new JsonObject().put("status", "not ready").put("reasons", reasons));
    }
}
