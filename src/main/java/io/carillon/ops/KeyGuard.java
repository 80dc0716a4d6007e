package io.carillon.ops;

import io.carillon.config.ApiKey;
import io.carillon.config.ApiKey.Role;
import io.carillon.metrics.Meters;
import io.carillon.ops.api.ApiErrors;
import io.carillon.protocol.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets through who shows a key, in {@code X-API-Key} or as a bearer token: never in the query, which ends in logs and
 * histories. A key to read with opens GET and HEAD alone. Wrong ones are slowed by {@link WrongKeys}.
 */
final class KeyGuard implements Handler<RoutingContext> {
    private static final String BEARER = "Bearer ";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Meters meters;
    private final WrongKeys wrongKeys = new WrongKeys();
    private ApiKeys keys;

    KeyGuard(List<ApiKey> keys, Meters meters) {
        this.meters = meters;
        use(keys);
    }

    /** From now on these open, and no others. */
    void use(List<ApiKey> others) {
        keys = new ApiKeys(others);
    }

    @Override
    public void handle(RoutingContext context) {
        String key = offered(context.request());
        if (keys.none()) {
            ApiErrors.fail(context, ErrorCode.PERMISSION_DENIED, "No API key is configured");
        } else if (key.isEmpty()) {
            refuse(context, "missing");
        } else {
            judge(context, key, System.nanoTime());
        }
    }

    /** Whoever has to wait is not judged, or waiting would slow nobody's guesses. */
    private void judge(RoutingContext context, String key, long now) {
        String address = context.request().remoteAddress().hostAddress();
        long seconds = wrongKeys.secondsToWait(address, now);
        if (seconds > 0 && !wrongKeys.wasRightLately(address, now)) {
            slow(context, seconds);
            return;
        }
        Optional<Role> role = keys.role(key);
        if (role.isPresent()) {
            wrongKeys.right(address, now);
            Audit.caller(context, ApiKeys.fingerprint(key), role.get());
            admit(context, role.get());
        } else if (seconds > 0) {
            slow(context, seconds);
        } else {
            wrongKeys.wrong(address, now);
            Audit.unknownCaller(context);
            refuse(context, "wrong");
        }
    }

    private static void admit(RoutingContext context, Role role) {
        if (role == Role.ADMIN || READING.contains(context.request().method())) {
            context.next();
        } else {
            ApiErrors.fail(context, ErrorCode.PERMISSION_DENIED, "This API key may only read");
        }
    }

    private void refuse(RoutingContext context, String reason) {
        meters.apiKeyRefused(reason);
        ApiErrors.fail(context, ErrorCode.AUTHENTICATION_FAILED, "Missing or wrong API key");
    }

    private void slow(RoutingContext context, long seconds) {
        meters.apiKeyRefused("slowed");
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        ApiErrors.fail(context, ErrorCode.RATE_LIMITED, "Too many wrong API keys");
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
