package io.carillon.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands between the codec and the HTTP server of Vert.x for as long as a socket speaks HTTP, and keeps what one client can
 * make grow small: one request is handed on at a time, and the next when the answer to it has left for the kernel. What
 * is sent ahead waits as bytes, at most one read of them, the rest in the kernel. Whatever is against RFC 9112 is
 * answered here. Nothing behind a request or an answer that ends the connection is looked at.
 *
 * <p>The end is an orderly one (RFC 9112, section 9.6): our side first, then for a moment what still comes is thrown
 * away, so that the kernel does not take the answer back by a reset.
 */
public final class HttpConnectionHandler extends ChannelDuplexHandler {
    /**
     * How one listener speaks HTTP.
     *
     * @param maxHeaderSize bytes of a request's head, its first line among them
     * @param keepAliveSeconds announced to clients whose connection lives on; 0 where none does
     */
    public record Settings(int maxHeaderSize, int keepAliveSeconds) {}

    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";
    private static final String NAME = "carillonHttp";
    private static final long LINGER_MILLIS = 1_000;
    private static final int LINGER_BYTES = 8 << 20;

    /** Requests of one connection in a row, before others have their turn. */
    private static final int TAKEN_AT_ONCE = 8;

    /** What is left of a body that nobody wanted is read up to here, so that the connection lives on. */
    private static final int BODY_READ_FOR_NOTHING = 64 * 1024;

    private final Settings settings;
    private final Consumer<Throwable> failures;
    private final Intake intake = new Intake();
    private final RequestDecoder decoder;
    private ChannelHandlerContext context;
    private SocketAccount account = SocketAccount.NONE;

    /** A request whose end has not come yet. */
    private HttpRequest receiving;
    /** A request was handed on, and its answer has not left yet. */
    private boolean answering;
    /** The head of that answer has been written. */
    private boolean headWritten;
    /** The connection ends with that answer. */
    private boolean isLast;
    /** Nothing that comes is looked at any more. */
    private boolean closing;

    /** Requests begun in this turn of the event loop, and whether the next turn is waited for. */
    private int taken;

    private boolean waitsForTurn;
    private boolean lingering;
    private boolean pausing;
    private int lingered;

    private HttpConnectionHandler(Settings settings, Consumer<Throwable> failures) {
        this.settings = settings;
        this.failures = failures;
        decoder = new RequestDecoder(settings.maxHeaderSize(), intake);
    }

    /**
     * Takes the place between codec and server on a connection that has just been made; on its event loop.
     *
     * @param failures is told what failed in the pipeline
     * @param accounts opens the account of the socket
     */
    public static HttpConnectionHandler install(
            HttpConnection connection,
            Settings settings,
            Consumer<Throwable> failures,
            Function<HttpConnectionHandler, SocketAccount> accounts) {
        HttpConnectionHandler handler = new HttpConnectionHandler(settings, failures);
        var pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
        pipeline.replace(DECODER, DECODER, handler.decoder);
        pipeline.addAfter(ENCODER, NAME, handler);
        handler.account = accounts.apply(handler);
        return handler;
    }

    /** What the decoder asks and tells. */
    private final class Intake implements RequestDecoder.Reader {
        @Override
        public boolean wants() {
            return !closing && (receiving != null || !answering && taken < TAKEN_AT_ONCE);
        }

        @Override
        public boolean isClosing() {
            return closing;
        }

        @Override
        public void discarded(int bytes) {
            lingered += bytes;
            if (lingered > LINGER_BYTES) {
                cut();
            }
        }

        @Override
        public void came(int waiting) {
            account.heard();
            if (waiting > 0 && !wants()) {
                pausing = true;
                context.channel().config().setAutoRead(false);
                takeTurns();
            }
            count();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        account.end();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (closing || !from.channel().isActive()) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            begin(request);
        } else if (message instanceof HttpContent content) {
            goOn(content);
        } else {
            from.fireChannelRead(message);
        }
    }

    private void begin(HttpRequest request) {
        Optional<HttpFault> fault =
                request.decoderResult().isSuccess() ? HttpRules.judge(request) : Optional.of(fault(request));
        if (fault.isPresent()) {
            refuse(fault.get(), !request.method().equals(HttpMethod.HEAD));
            return;
        }
        taken++;
        receiving = request;
        answering = true;
        headWritten = false;
        isLast = !HttpUtil.isKeepAlive(request);
        context.fireChannelRead(request);
    }

    private HttpFault fault(HttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
            return HttpFault.headTooLarge(settings.maxHeaderSize());
        }
        return HttpFault.malformed("Malformed HTTP request");
    }

    private void goOn(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            refuse(HttpFault.malformed("Malformed chunked body"), true);
            return;
        }
        if (content instanceof LastHttpContent) {
            receiving = null;
        }
        context.fireChannelRead(content);
    }

    @Override
    public void write(ChannelHandlerContext from, Object message, ChannelPromise promise) {
        if (closing) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
        boolean informs = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof HttpResponse response && !informs) {
            writeHead(response);
        }
        if (message instanceof LastHttpContent && !informs) {
            from.writeAndFlush(message, promise.unvoid()).addListener(this::answered);
        } else {
            from.write(message, promise);
        }
        count();
    }

    /** Says with the answer whether the connection lives on, and how long it may be silent then. */
    private void writeHead(HttpResponse response) {
        headWritten = true;
        isLast |= !HttpUtil.isKeepAlive(response) || isBodyTooMuch();
        if (isLast) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (settings.keepAliveSeconds() > 0) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
            response.headers().set("Keep-Alive", "timeout=" + settings.keepAliveSeconds());
        }
    }

    /** Whether the answer comes before a body of which nobody knows that it is small, or that it will come at all. */
    private boolean isBodyTooMuch() {
        return receiving != null
                && (HttpUtil.isTransferEncodingChunked(receiving)
                        || HttpUtil.is100ContinueExpected(receiving)
                        || HttpUtil.getContentLength(receiving, 0L) > BODY_READ_FOR_NOTHING);
    }

    private void answered(Future<? super Void> written) {
        if (!written.isSuccess()) {
            failures.accept(written.cause());
            cut();
            return;
        }
        answering = false;
        if (isLast) {
            end();
        } else if (!context.isRemoved()) {
            goOn();
        }
        count();
    }

    private void takeTurns() {
        if (taken >= TAKEN_AT_ONCE && !waitsForTurn) {
            waitsForTurn = true;
            context.executor().execute(this::nextTurn);
        }
    }

    private void nextTurn() {
        waitsForTurn = false;
        taken = 0;
        if (!context.isRemoved() && !answering) {
            goOn();
        }
    }

    private void goOn() {
        try {
            decoder.resume(context.pipeline().context(decoder));
        } catch (Exception unreadable) {
            context.fireExceptionCaught(unreadable);
        }
        if (decoder.waiting() > 0) {
            takeTurns();
        }
        resumeReading();
    }

    private void resumeReading() {
        if (pausing && intake.wants()) {
            pausing = false;
            context.channel().config().setAutoRead(true);
        }
    }

    /** Past the encoder, and past whatever the server still has to say. */
    private void refuse(HttpFault fault, boolean withBody) {
        if (answering && headWritten) {
            cut();
            return;
        }
        closing = true;
        context.pipeline()
                .context(ENCODER)
                .writeAndFlush(Unpooled.wrappedBuffer(fault.answer(withBody)))
                .addListener(written -> end());
    }

    /** Ends a connection that is late: with 408 where part of a request has come, with nothing where none has. */
    public void expire() {
        if (context.isRemoved()) {
            return;
        }
        if (!answering && !closing && !decoder.isAmidHead()) {
            end();
        } else if (!closing && (!answering || receiving != null)) {
            refuse(HttpFault.late(), true);
        } else {
            cut();
        }
    }

    /** Ends a socket at once, whatever was promised to it; from any thread. Nothing for what is a WebSocket now. */
    public void cut() {
        context.executor().execute(() -> {
            if (!context.isRemoved()) {
                closing = true;
                context.close();
            }
        });
    }

    /** The server's own wish to end: behind the last answer it can wait a moment, anywhere else it is meant at once. */
    @Override
    public void close(ChannelHandlerContext from, ChannelPromise promise) {
        if (isLast && headWritten || lingering) {
            end(promise);
        } else {
            closing = true;
            from.close(promise);
        }
    }

    private void end() {
        end(context.newPromise());
    }

    private void end(ChannelPromise promise) {
        Channel channel = context.channel();
        closing = true;
        channel.closeFuture().addListener(closed -> promise.trySuccess());
        if (lingering) {
            return;
        }
        lingering = true;
        if (hasUnsent(channel)) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> linger());
        } else {
            linger();
        }
    }

    private void linger() {
        Channel channel = context.channel();
        if (context.isRemoved() || !channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
            channel.close();
            return;
        }
        closeOutput(duplex);
        channel.config().setAutoRead(true);
        var deadline = context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }

    private static void closeOutput(DuplexChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            tls.closeOutbound();
        }
    }

    private static boolean hasUnsent(Channel channel) {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }

    private void count() {
        ChannelOutboundBuffer unsent = context.channel().unsafe().outboundBuffer();
        long bytes = decoder.waiting() + (unsent == null ? 0 : unsent.totalPendingWriteBytes());
        account.holds((int) Math.min(Integer.MAX_VALUE, bytes));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        failures.accept(cause);
        from.fireExceptionCaught(cause);
    }
}
