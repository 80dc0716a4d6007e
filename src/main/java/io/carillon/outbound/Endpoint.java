package io.carillon.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One URL that requests are sent to. The name is looked up for each request, and what is connected to is the very address
 * that was looked at: a name server has no second word.
 *
 * <p>Belongs to one event loop.
 */
public final class Endpoint {
    private final VertxInternal vertx;
    private final HttpClient client;
    private final URI url;
    private final String host;
    private final Bounds bounds;

    /** @param url of {@code http} or {@code https}, with a host */
    public Endpoint(Vertx vertx, URI url, Bounds bounds) {
        this.vertx = (VertxInternal) vertx;
        this.url = url;
        this.bounds = bounds;
        // What URI knows of hosts leaves those with underscores out.
        host = new RequestOptions().setAbsoluteURI(url.toString()).getHost().replaceAll("[\\[\\]]", "");
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) bounds.connect().toMillis())
                        .setKeepAliveTimeout(30),
                new PoolOptions().setHttp1MaxSize(bounds.connections()));
    }

    /** Fails without an answer within the bounds; an answer of any status succeeds. */
    public Future<Answer> get(Map<String, String> headers) {
        return send(HttpMethod.GET, headers, Buffer.buffer());
    }

    /** The same with a body. */
    public Future<Answer> post(Map<String, String> headers, Buffer body) {
        return send(HttpMethod.POST, headers, body);
    }

    /** What comes too late is cut off; its connection is not used again. */
    private Future<Answer> send(HttpMethod method, Map<String, String> headers, Buffer body) {
        Exchange exchange = new Exchange();
        return vertx.nameResolver()
                .resolve(host)
                .compose(address -> client.request(options(method, headers, address)))
                .compose(request -> exchange.run(request, body))
                .timeout(bounds.whole().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> exchange.end());
    }

    private RequestOptions options(HttpMethod method, Map<String, String> headers, InetAddress address) {
        if (Barred.isBarred(address)) {
            throw new IllegalStateException("the host has an address that no request is sent to");
        }
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(url.toString())
                .setMethod(method)
                .setFollowRedirects(false)
                .setConnectTimeout(bounds.connect().toMillis());
        options.setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, options.getPort())));
        headers.forEach(options::putHeader);
        return options;
    }

    /** Calls under way fail. */
    public Future<Void> close() {
        return client.close();
    }

    private final class Exchange {
        private HttpClientRequest request;
        private boolean over;

        Future<Answer> run(HttpClientRequest open, Buffer body) {
            request = open;
            if (over) {
                end();
                return Future.failedFuture("no connection in time");
            }
            return open.send(body).compose(this::read);
        }

        void end() {
            over = true;
            if (request != null) {
                request.reset();
            }
        }

        private Future<Answer> read(HttpClientResponse response) {
            Promise<Answer> whole = Promise.promise();
            Buffer body = Buffer.buffer();
            response.exceptionHandler(whole::tryFail);
            response.endHandler(end -> whole.tryComplete(new Answer(response.statusCode(), body)));
            response.handler(chunk -> {
                if (body.length() + chunk.length() > bounds.bytes()) {
                    whole.tryFail("the answer is larger than " + bounds.bytes() / 1024 + " KB");
                } else {
                    body.appendBuffer(chunk);
                }
            });
            return whole.future();
        }
    }
}
