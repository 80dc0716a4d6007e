package io.carillon.session;

import io.carillon.config.LimitsConfig;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.carillon.config.RatesConfig;
import io.carillon.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The production connection path, from handshake to close, with an echo behind it in place of the commands. */
public final class EchoServer implements AutoCloseable {
    private final Vertx vertx;
    private final Echo verticle;

    private EchoServer(Vertx vertx, Echo verticle) {
        this.vertx = vertx;
        this.verticle = verticle;
    }

    /** @param maxMessageSize bytes of one message after decompression */
    public static EchoServer start(int maxMessageSize, boolean compression) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        Echo verticle = new Echo(maxMessageSize, compression);
        vertx.deployVerticle(verticle).await();
        return new EchoServer(vertx, verticle);
    }

    public int port() {
        return verticle.server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private static final class Echo extends VerticleBase {
        private final int maxMessageSize;
        private final boolean compression;
        private HttpServer server;

        Echo(int maxMessageSize, boolean compression) {
            this.maxMessageSize = maxMessageSize;
            this.compression = compression;
        }

        @Override
        public Future<?> start() {
            LimitsConfig limits = new LimitsConfig(
                    128,
                    100,
                    2000,
                    50,
                    100,
                    16 * 1024 * 1024,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    4096,
                    32,
                    200,
                    RatesConfig.NONE);
            Loop loop = new Loop(
                    (ContextInternal) context,
                    new Turn(context, (measure, nanos) -> {}),
                    new Scratch(),
                    new Deflate(maxMessageSize),
                    new Laggards(limits.pendingTimeout()),
                    new Limits(limits),
                    maxMessageSize,
                    new Meters(new SimpleMeterRegistry()),
                    Clock.systemUTC());
            server = vertx.createHttpServer(new HttpServerOptions()
                            .setHost("127.0.0.1")
                            .setPort(0)
                            .setHttp2ClearTextEnabled(false)
                            .setPerMessageWebSocketCompressionSupported(false)
                            .setPerFrameWebSocketCompressionSupported(false))
                    .requestHandler(request -> upgrade(request, loop));
            return server.listen();
        }

        private void upgrade(HttpServerRequest request, Loop loop) {
            Optional<Refusal> refusal = Upgrade.judge(request);
            if (refusal.isPresent()) {
                Handshake.answer(request, refusal.get());
                return;
            }
            Optional<String> deflate =
                    compression ? DeflateOffer.accept(request.headers().getAll(Upgrade.EXTENSIONS)) : Optional.empty();
            Upgrade.perform(
                    request,
                    TokenSource.agreedSubprotocol(request),
                    deflate,
                    loop.waterMark(),
                    new WebSocketHandler(loop, deflate.isPresent(), socket -> new Listener(socket, loop)));
        }
    }

    private static final class Listener extends HeardNothing {
        private final WebSocketHandler socket;
        private final Loop loop;

        Listener(WebSocketHandler socket, Loop loop) {
            this.socket = socket;
            this.loop = loop;
        }

        @Override
        public void onText(byte[] message, int length) {
            byte[] text = Arrays.copyOf(message, length);
            if (socket.deflate()) {
                int size = loop.deflate().deflate(text);
                ByteBuf frame = Unpooled.directBuffer(FrameWriter.room(size));
                FrameWriter.compressedText(frame, loop.deflate().bytes(), size);
                socket.outbox()
                        .batch(new Batch(
                                null, SlowConsumer.DISCONNECT, frame, new int[] {frame.writerIndex()}, 1, null));
                loop.turn().release(frame);
            } else {
                socket.outbox().text(text);
            }
        }

        @Override
        public void onBinary(byte[] message, int length) {
            socket.outbox().control(FrameHeader.BINARY, message, length);
        }
    }
}
