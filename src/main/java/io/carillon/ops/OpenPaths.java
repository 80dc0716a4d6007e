package io.carillon.ops;

import io.carillon.ops.api.ApiErrors;
import io.carillon.protocol.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What is common to the paths beside the API: each is written in one way only, and has its methods. */
final class OpenPaths {
    private OpenPaths() {}

    /** The router would take {@code /x/../metrics} for {@code /metrics}; what stands in front of it may not, and guards it. */
    static void requireNormalForm(RoutingContext context) {
        if (context.normalizedPath().equals(context.request().path())) {
            context.next();
        } else {
            ApiErrors.fail(context, ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.defaultMessage());
        }
    }

    /** Adds a path that has one method; who may GET may ask for the head alone. */
    @SafeVarargs
    static void mount(Router router, String path, HttpMethod method, Handler<RoutingContext>... handlers) {
        Route route = router.route(path).method(method);
        if (method.equals(HttpMethod.GET)) {
            route.method(HttpMethod.HEAD);
        }
        for (Handler<RoutingContext> handler : handlers) {
            route.handler(handler);
        }
        router.route(path).handler(context -> ApiErrors.failMethod(context, List.of(method.name())));
    }
}
