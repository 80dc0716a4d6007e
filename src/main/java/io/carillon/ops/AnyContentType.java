package io.carillon.ops;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Bodies are JSON, whatever a caller says of them. {@code curl -d} says that they are forms; believed, they would be decoded
 * as such, and one with a percent sign or with 8 KiB would be refused.
 */
final class AnyContentType implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        context.next();
    }
}
