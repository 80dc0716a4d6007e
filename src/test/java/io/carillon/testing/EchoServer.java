package io.carillon.testing;

import io.carillon.session.EchoVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** The production connection path on an ephemeral port, sending every message back. */
public final class EchoServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final EchoVerticle verticle;

    private EchoServer(EchoVerticle verticle) {
        this.verticle = verticle;
    }

    /** @param maxMessageSize bytes of one message after decompression */
    public static EchoServer start(int maxMessageSize, boolean compression) {
        EchoServer server = new EchoServer(new EchoVerticle(maxMessageSize, compression));
        await(server.vertx.deployVerticle(server.verticle));
        return server;
    }

    public int port() {
        return verticle.port();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
