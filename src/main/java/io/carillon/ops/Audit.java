package io.carillon.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.config.ApiKey.Role;
import io.carillon.ops.api.ApiRoute;
import io.carillon.ops.api.Reply;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line of the logger {@code audit} for each call that administrates and had a key, once it is answered, and for each
 * wrong key; those in a batch have lines behind that of the batch, unless its caller went before the answer. Publishing is
 * no administration: a back end does it a thousand times a second. A key is named by its fingerprint and role; calls without a key
 * and those that were slowed are only counted, so that nobody without a key can fill the log.
 */
final class Audit implements Handler<RoutingContext> {
    /** The caller of a wrong key: a fingerprint would help to guess a right key of which it is a misprint. */
    private static final String UNKNOWN = "unknown";

    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final String CALLER = "audit.caller";
    private static final String ROLE = "audit.role";
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    /** Paths whose POST publishes, or sends a direct message; they may have a query. */
    private static final Pattern PUBLISH = Pattern.compile(
            "/api/(?:(?:channels|connections|users|groups)/[^/?]+/)?messages(?:\\?.*)?", Pattern.DOTALL);

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<HttpMethod> CHANGING =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH);

    private final BooleanSupplier publishes;

    /** @param publishes whether messages that were published have lines too */
    Audit(BooleanSupplier publishes) {
        this.publishes = publishes;
    }

    /** @param fingerprint of the caller's key */
    static void caller(RoutingContext context, String fingerprint, Role role) {
        context.put(CALLER, fingerprint);
        context.put(ROLE, role.text());
    }

    static void unknownCaller(RoutingContext context) {
        context.put(CALLER, UNKNOWN);
    }

    @Override
    public void handle(RoutingContext context) {
        long began = System.nanoTime();
        context.addEndHandler(ended -> write(context, began));
        context.next();
    }

    private void write(RoutingContext context, long began) {
        HttpMethod method = context.request().method();
        String who = context.get(CALLER);
        HttpServerResponse response = context.response();
        if (who == null || !(who.equals(UNKNOWN) || isWritten(context, method, response.getStatusCode()))) {
            return;
        }
        line(context, who, method, context.request().path())
                .addKeyValue("status", response.ended() ? response.getStatusCode() : "none")
                .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                .log("API call");
        for (Reply.Part part : ApiRoute.parts(context)) {
            if (isWritten(part.method(), part.path(), part.status())) {
                line(context, who, part.method(), new String(part.path().getBytes(UTF_8), ISO_8859_1))
                        .addKeyValue("status", part.status())
                        .log("API call in a batch");
            }
        }
    }

    /** A batch whose parts have no lines has none either. */
    private boolean isWritten(RoutingContext context, HttpMethod method, int status) {
        List<Reply.Part> parts = ApiRoute.parts(context);
        return isWritten(method, context.request().path(), status)
                && (parts.isEmpty()
                        || parts.stream().anyMatch(part -> isWritten(part.method(), part.path(), part.status())));
    }

    private boolean isWritten(HttpMethod method, String path, int status) {
        boolean changing = !READING.contains(method);
        boolean publish =
                method.equals(HttpMethod.POST) && PUBLISH.matcher(path).matches();
        return changing && (!publish || REFUSED.contains(status) || publishes.getAsBoolean());
    }

    private static LoggingEventBuilder line(RoutingContext context, String who, HttpMethod method, String path) {
        LoggingEventBuilder line = LOG.atInfo().addKeyValue("key", who);
        String role = context.get(ROLE);
        return (role == null ? line : line.addKeyValue("role", role))
                .addKeyValue("address", context.request().remoteAddress().hostAddress())
                .addKeyValue("method", name(method))
                .addKeyValue("path", printable(path));
    }

    private static String name(HttpMethod method) {
        return READING.contains(method) || CHANGING.contains(method) ? method.name() : "other";
    }

    /** As it should have been sent: percent-encoded but for what a path may hold. Its characters are the bytes sent. */
    private static String printable(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c > ' ' && c < 0x7F && c != '"' && c != '\\') {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", c & 0xFF));
            }
        }
        return out.toString();
    }
}
