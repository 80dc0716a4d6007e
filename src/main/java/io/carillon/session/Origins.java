package io.carillon.session;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * From which pages a browser may connect (RFC 6455 section 10.2). A request without an Origin header does not come from a
 * browser, and passes.
 *
 * @param allowed exact origins, or {@code *}; when empty, only pages that this server itself has served
 */
record Origins(List<String> allowed) {
    boolean permit(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || allowed.contains("*")) {
            return true;
        }
        return allowed.isEmpty() ? isOwn(origin, request) : allowed.contains(origin);
    }

    /** Behind a proxy that ends TLS the scheme differs, so host and port alone are compared. */
    private static boolean isOwn(String origin, HttpServerRequest request) {
        String host = request.getHeader("Host");
        return host != null
                && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
    }
}
