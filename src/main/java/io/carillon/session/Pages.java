package io.carillon.session;

import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ServerFrames;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * The plain HTTP side of the public listener: a handful of small files, read once from the class path, and 404 for
 * everything else. There is no way from a path to a file but the table, so there is nothing to traverse.
 *
 * <p>Every answer ends its connection: this listener is for WebSockets, and idle HTTP connections would take their
 * place. Immutable; one instance may serve every event loop.
 */
public final class Pages {
    /** The page runs its own files and speaks to its own origin; {@code 'self'} covers ws and wss of that origin. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

    private static final String METHODS = "GET, HEAD";

    private final Map<String, Page> pages = Map.of(
            "/", Page.load("index.html", "text/html; charset=utf-8"),
            "/app.js", Page.load("app.js", "text/javascript; charset=utf-8"),
            "/connection.js", Page.load("connection.js", "text/javascript; charset=utf-8"),
            "/app.css", Page.load("app.css", "text/css; charset=utf-8"),
            "/favicon.svg", Page.load("favicon.svg", "image/svg+xml"));

    /** Answers a request that is no upgrade. */
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", POLICY);
        Page page = pages.get(request.path());
        if (page == null) {
            refuse(request, ErrorCode.NOT_FOUND);
        } else if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.ALLOW, METHODS);
            refuse(request, ErrorCode.METHOD_NOT_ALLOWED);
        } else {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache").putHeader(HttpHeaders.ETAG, page.etag());
            if (page.matches(String.join(",", request.headers().getAll(HttpHeaders.IF_NONE_MATCH)))) {
                end(request, response.setStatusCode(304).end());
            } else {
                send(request, page.type(), page.body());
            }
        }
    }

    private static void refuse(HttpServerRequest request, ErrorCode code) {
        request.response().setStatusCode(code.code()).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        send(
                request,
                "application/json",
                Buffer.buffer(ServerFrames.error(code.code(), code.text(), code.defaultMessage())));
    }

    private static void send(HttpServerRequest request, String type, Buffer body) {
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        end(request, request.method() == HttpMethod.HEAD ? response.end() : response.end(body));
    }

    /** Vert.x itself closes only where the client asked for it; the header alone would leave the socket open. */
    private static void end(HttpServerRequest request, Future<Void> written) {
        written.onComplete(done -> request.connection().close());
    }
}
