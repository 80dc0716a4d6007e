package io.carillon.ops;

import io.carillon.metrics.ProcessHealth;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Liveness and readiness, for load balancers and orchestrators. */
final class HealthRoutes {
    private final ProcessHealth health;
    private final SingleFlight<List<Trouble>> readiness;

    HealthRoutes(ProcessHealth health, Readiness readiness) {
        this.health = health;
        this.readiness = new SingleFlight<>(readiness::check);
    }

    void mount(Router router) {
        OpenPaths.mount(router, "/health/live", HttpMethod.GET, this::live);
        OpenPaths.mount(router, "/health/ready", HttpMethod.GET, this::ready);
    }

    private void live(RoutingContext context) {
        Optional<String> problem = health.problem();
        if (problem.isEmpty()) {
            context.json(new JsonObject().put("status", "live"));
            return;
        }
        JsonArray reasons = new JsonArray().add(new Trouble("process", problem.get()).toJson());
        context.response().setStatusCode(503);
        context.json(new JsonObject().put("status", "not live").put("reasons", reasons));
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
