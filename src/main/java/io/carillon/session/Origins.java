package io.carillon.session;

import io.carillon.config.Origin;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From which pages a browser may connect (RFC 6455 section 10.2): from those that this node itself has served, and from
 * those that are listed. A request without an Origin header does not come from a browser, and passes.
 */
final class Origins {
    /** What browsers send where a page has no origin; each is a text and no pattern. */
    private static final Set<String> WITHOUT = Set.of("null", "file://");

    /** What a node can serve pages by. */
    private static final Set<String> PAGES = Set.of("http", "https");

    private final Set<String> texts;
    private final List<Origin> patterns;

    /** @param allowed as {@code server.allowedOrigins} has them */
    Origins(List<String> allowed) {
        texts = allowed.stream().filter(Origins::isText).collect(Collectors.toSet());
        patterns = allowed.stream()
                .filter(each -> !isText(each))
                .map(Origin::pattern)
                .toList();
    }

    private static boolean isText(String listed) {
        return listed.equals(Origin.ANY) || WITHOUT.contains(listed);
    }

    boolean permit(HttpServerRequest request) {
        List<String> origins = request.headers().getAll("Origin");
        if (origins.isEmpty() || texts.contains(Origin.ANY)) {
            return true;
        }
        return origins.size() == 1 && permit(origins.get(0), request.getHeader("Host"));
    }

    /** @param host what the request says in {@code Host}; may be null */
    boolean permit(String text, String host) {
        return texts.contains(text)
                || Origin.parse(text)
                        .filter(origin ->
                                isOwn(origin, host) || patterns.stream().anyMatch(pattern -> pattern.covers(origin)))
                        .isPresent();
    }

    /** Behind a proxy that ends TLS the scheme differs, so the browser's is taken for both. */
    private static boolean isOwn(Origin origin, String host) {
        return host != null
                && PAGES.contains(origin.scheme())
                && Origin.of(origin.scheme(), host).filter(origin::equals).isPresent();
    }
}
