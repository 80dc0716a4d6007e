package io.carillon.ops;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Scrape;
import io.carillon.metrics.Exposition;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** {@code GET /metrics} for Prometheus. */
final class MetricsRoutes {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final SingleFlight<String> scrape;

    MetricsRoutes(Bus bus) {
        scrape = new SingleFlight<>(() -> bus.ask(Addresses.SCRAPE, new Scrape(), DEADLINE));
    }

    void mount(Router router) {
        OpenPaths.mount(router, "/metrics", HttpMethod.GET, this::scrape);
    }

    private void scrape(RoutingContext context) {
        scrape.get().onSuccess(text -> answer(context, text)).onFailure(context::fail);
    }

    private static void answer(RoutingContext context, String text) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, Exposition.CONTENT_TYPE)
                .end(text);
    }
}
