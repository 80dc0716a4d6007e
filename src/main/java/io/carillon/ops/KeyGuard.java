package io.carillon.ops;

import io.carillon.config.ApiKey;
import io.carillon.ops.api.ApiErrors;
import io.carillon.protocol.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Lets through who shows a key, in {@code X-API-Key} or as a bearer token. */
final class KeyGuard implements Handler<RoutingContext> {
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;

    KeyGuard(List<ApiKey> keys) {
        this.keys = new ApiKeys(keys);
    }

    @Override
    public void handle(RoutingContext context) {
        if (keys.none()) {
            ApiErrors.fail(context, ErrorCode.PERMISSION_DENIED, "No API key is configured");
        } else if (!keys.contains(offered(context.request()))) {
            ApiErrors.fail(context, ErrorCode.AUTHENTICATION_FAILED, "Missing or wrong API key");
        } else {
            context.next();
        }
    }

    /** The empty text, when none is offered, is no key: configuration does not let one in. */
    private static String offered(HttpServerRequest request) {
        String key = request.getHeader("X-API-Key");
        if (key != null) {
            return key;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? authorization.substring(BEARER.length()).trim() : "";
    }
}
