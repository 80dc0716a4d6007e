package io.carillon.session;

import io.carillon.config.LimitsConfig;
import io.carillon.metrics.Meters;
import io.carillon.protocol.CloseCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The production connection path without anything behind it: every message is sent back. */
public final class EchoVerticle extends VerticleBase {
    private final int maxMessageSize;
    private final boolean compression;
    private Loop loop;
    private HttpServer server;

    public EchoVerticle(int maxMessageSize, boolean compression) {
        this.maxMessageSize = maxMessageSize;
        this.compression = compression;
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public Future<?> start() {
        LimitsConfig limits = new LimitsConfig(1, 1, 1, 1, 1 << 20, Duration.ofSeconds(5), 1, 32);
        loop = new Loop(
                (ContextInternal) context,
                new Turn(context),
                new Scratch(),
                new Deflate(maxMessageSize),
                new Laggards(limits.pendingTimeout()),
                limits,
                maxMessageSize,
                new Meters(new SimpleMeterRegistry()),
                Clock.systemUTC());
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHttp2ClearTextEnabled(false).setUseAlpn(false))
                .requestHandler(this::handle);
        return server.listen(0, "127.0.0.1");
    }

    private void handle(HttpServerRequest request) {
        Optional<Refusal> refusal = Upgrade.judge(request);
        if (refusal.isPresent()) {
            request.response().setStatusCode(refusal.get().status());
            if (refusal.get() == Refusal.BAD_VERSION) {
                request.response().putHeader(Upgrade.VERSION, "13");
            }
            request.response().end();
            return;
        }
        Optional<String> deflate =
                compression ? DeflateOffer.accept(request.getHeader(Upgrade.EXTENSIONS)) : Optional.empty();
        Upgrade.perform(request, Optional.empty(), deflate, new WebSocketHandler(loop, deflate.isPresent(), Echo::new));
    }

    private record Echo(WebSocketHandler socket) implements WebSocketHandler.Listener {
        /** Nothing greets here, so nothing else would send off the answer to the handshake. */
        @Override
        public void onOpen() {
            socket.outbox().flush();
        }

        @Override
        public void onText(byte[] message, int length) {
            socket.outbox().text(Arrays.copyOf(message, length));
        }

        @Override
        public void onBinary(byte[] message, int length) {
            socket.close(CloseCode.UNSUPPORTED_DATA);
        }

        @Override
        public boolean onPing() {
            return true;
        }

        @Override
        public void onPong() {}

        @Override
        public void onStalled() {
            socket.close(CloseCode.SLOW_CONSUMER);
        }

        @Override
        public void onEnd(int closeCode) {}

        @Override
        public void onGone() {}
    }
}
