package io.carillon.auth;

import io.carillon.config.HostName;
import io.carillon.outbound.Answer;
import io.carillon.outbound.Bounds;
import io.carillon.outbound.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Fetches a key set from the URL that the operator wrote, to the letter: nothing of a token ever becomes a part of it,
 * and no redirect is followed. At most 256 KB, within 5 seconds.
 */
final class KeySetEndpoint {
    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(2), Duration.ofSeconds(5), KeyFile.MAX_BYTES, 1);
    private static final Map<String, String> HEADERS =
            Map.of("Accept", "application/jwk-set+json, application/json", "Connection", "close");

    private final Endpoint endpoint;

    /** @throws IllegalArgumentException unless the URL is one of https, or of plain http on loopback */
    KeySetEndpoint(Vertx vertx, String url) {
        URI uri = URI.create(url);
        check(uri);
        endpoint = new Endpoint(vertx, uri, BOUNDS);
    }

    /** Fails for any answer but a 200 within the bounds. */
    Future<Buffer> fetch() {
        return endpoint.get(HEADERS).map(KeySetEndpoint::body);
    }

    private static Buffer body(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("the answer has status " + answer.status());
        }
        return answer.body();
    }

    /** Whoever can change a plain answer on its way can make tokens, hence https everywhere but on loopback. */
    private static void check(URI url) {
        String host = HostName.of(url)
                .filter(name -> url.getUserInfo() == null)
                .orElseThrow(
                        () -> new IllegalArgumentException("must be a URL with a host and without user or password"));
        boolean safe = "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && HostName.isLoopback(host);
        if (!safe) {
            throw new IllegalArgumentException("must be an https URL; plain http only on loopback");
        }
    }
}
