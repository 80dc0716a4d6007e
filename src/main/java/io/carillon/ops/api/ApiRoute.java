package io.carillon.ops.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The way from an HTTP request to the {@link Api} and back. */
public final class ApiRoute {
    private static final String PARTS = "api.parts";

    private final Api api;

    public ApiRoute(Api api) {
        this.api = api;
    }

    /** Behind the guard and the reader of bodies. */
    public void mount(Router router) {
        router.route("/api/*").handler(this::handle);
    }

    /** The guard has judged the normalized path, so it is that one that counts. */
    private void handle(RoutingContext context) {
        Buffer body = context.body().buffer();
        api.answer(
                        context.request().method(),
                        context.normalizedPath(),
                        context.request().query(),
                        body == null ? new byte[0] : body.getBytes())
                .onSuccess(reply -> send(context, reply))
                .onFailure(context::fail);
    }

    /** The requests of a batch that was answered; none for any other request. */
    public static List<Reply.Part> parts(RoutingContext context) {
        return context.get(PARTS, List.of());
    }

    static void send(RoutingContext context, Reply reply) {
        context.put(PARTS, reply.parts());
        context.response()
                .setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(reply.body());
    }
}
