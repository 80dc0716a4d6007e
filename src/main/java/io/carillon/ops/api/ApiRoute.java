package io.carillon.ops.api;

import io.carillon.protocol.ProtocolException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The way from an HTTP request to the {@link Api} and back. */
public final class ApiRoute {
    private static final String PATH = "/api";
    private static final String PARTS = "api.parts";

    private final Api api;
    private final int maxBody;

    /** @param maxBody bytes of a body, after it was decompressed */
    public ApiRoute(Api api, int maxBody) {
        this.api = api;
        this.maxBody = maxBody;
    }

    /**
     * Adds a handler for the paths of the API as they were sent. Routes of the router would be held against the path in a
     * normal form, which takes a name {@code ..} for a step.
     */
    public static void handle(Router router, Handler<RoutingContext> handler) {
        router.route().handler(context -> {
            String path = context.request().path();
            if (path != null && (path.equals(PATH) || path.startsWith(PATH + "/"))) {
                handler.handle(context);
            } else {
                context.next();
            }
        });
    }

    /** Behind the guard and the reader of bodies. Answers whatever else comes for these paths. */
    public void mount(Router router) {
        handle(router, this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        try {
            Buffer buffer = context.body().buffer();
            byte[] body = BodyCoding.decode(
                    request.headers().getAll(HttpHeaders.CONTENT_ENCODING),
                    buffer == null ? new byte[0] : buffer.getBytes(),
                    maxBody);
            api.answer(request.method(), request.path(), request.query(), body)
                    .onSuccess(reply -> send(context, reply))
                    .onFailure(context::fail);
        } catch (ProtocolException refused) {
            context.fail(refused);
        }
    }

    /** The requests of a batch that was answered; none for any other request. */
    public static List<Reply.Part> parts(RoutingContext context) {
        return context.get(PARTS, List.of());
    }

    static void send(RoutingContext context, Reply reply) {
        context.put(PARTS, reply.parts());
        context.response().headers().addAll(reply.headers());
        context.response()
                .setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(reply.body());
    }
}
