package io.carillon.auth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Fetches a key set from the URL that the operator wrote, to the letter: nothing of a token ever becomes a part of it,
 * and no redirect is followed. At most 256 KB, within 5 seconds.
 */
final class KeySetEndpoint {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 3_000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client;
    private final RequestOptions request;

    /** @throws IllegalArgumentException unless the URL is one of https, or of plain http on loopback */
    KeySetEndpoint(Vertx vertx, String url) {
        check(URI.create(url));
        client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        request = new RequestOptions()
                .setAbsoluteURI(url)
                .setConnectTimeout(CONNECT_MILLIS)
                .setFollowRedirects(false)
                .putHeader("Accept", "application/jwk-set+json, application/json");
    }

    /** Fails for any answer but a 200 within the bounds. */
    Future<Buffer> fetch() {
        return client.request(request).compose(this::exchange);
    }

    private Future<Buffer> exchange(HttpClientRequest open) {
        return open.send()
                .compose(KeySetEndpoint::body)
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(failure -> open.reset());
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != 200) {
            whole.fail("the answer has status " + response.statusCode());
            return whole.future();
        }
        Buffer body = Buffer.buffer();
        response.endHandler(end -> whole.tryComplete(body));
        response.handler(chunk -> {
            if (body.length() + chunk.length() > KeyFile.MAX_BYTES) {
                whole.tryFail("the answer is larger than 256 KB");
            } else {
                body.appendBuffer(chunk);
            }
        });
        return whole.future();
    }

    /** Whoever can change a plain answer on its way can make tokens, hence https everywhere but on loopback. */
    private static void check(URI url) {
        if (url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("must be a URL with a host and without user or password");
        }
        boolean safe =
                "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
        if (!safe) {
            throw new IllegalArgumentException("must be an https URL; plain http only on loopback");
        }
    }
}
