package io.carillon.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The opening handshake of RFC 6455 section 4.2: judges the request, answers it, and takes the socket over. */
final class Upgrade {
    static final String KEY = "Sec-WebSocket-Key";
    static final String VERSION = "Sec-WebSocket-Version";
    static final String PROTOCOL = "Sec-WebSocket-Protocol";
    static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    static final String ACCEPT = "Sec-WebSocket-Accept";

    private static final int KEY_BYTES = 16;

    private Upgrade() {}

    /** Whether a request wants to become a WebSocket; browsers and others offer other upgrades for plain pages. */
    static boolean isMeant(HttpServerRequest request) {
        return hasToken(request.headers().getAll(HttpHeaders.UPGRADE), "websocket");
    }

    /** What is wrong with the handshake, or nothing. */
    static Optional<Refusal> judge(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (request.method() != HttpMethod.GET) {
            return Optional.of(Refusal.METHOD);
        }
        List<String> missing = missing(request);
        if (!missing.isEmpty()) {
            String message = "Not a WebSocket handshake, without " + String.join(", ", missing)
                    + ". A proxy in front of the server has to pass them on";
            return Optional.of(isMeant(request) ? Refusal.malformed(message) : Refusal.noUpgrade(message));
        }
        if (headers.getAll(HttpHeaders.HOST).size() != 1) {
            return Optional.of(Refusal.malformed("Not a WebSocket handshake, without one Host header"));
        }
        if (hasBody(headers)) {
            return Optional.of(Refusal.malformed("A WebSocket handshake has no body"));
        }
        if (!"13".equals(headers.get(VERSION))) {
            return Optional.of(Refusal.BAD_VERSION);
        }
        return isKey(headers.getAll(KEY))
                ? Optional.empty()
                : Optional.of(Refusal.malformed(
                        "Not a WebSocket handshake, without one Sec-WebSocket-Key of 16 bytes in base64"));
    }

    /** What proxies lose that do not know WebSockets. */
    private static List<String> missing(HttpServerRequest request) {
        List<String> missing = new ArrayList<>(3);
        if (!isMeant(request)) {
            missing.add("Upgrade: websocket");
        }
        if (!hasToken(request.headers().getAll(HttpHeaders.CONNECTION), "upgrade")) {
            missing.add("Connection: Upgrade");
        }
        if (request.version() != HttpVersion.HTTP_1_1) {
            missing.add("HTTP/1.1");
        }
        return missing;
    }

    private static boolean hasToken(List<String> values, String token) {
        return values.stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(value -> value.trim().equalsIgnoreCase(token));
    }

    private static boolean hasBody(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !"0".equals(length));
    }

    private static boolean isKey(List<String> keys) {
        try {
            return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0)).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /**
     * Answers 101 and puts the handler in the place of everything that spoke HTTP on this socket. The answer leaves alone:
     * clients have been seen to lose a frame that stands in the same segment.
     *
     * @param subprotocol and {@code extension}: what was agreed on, for the answer
     */
    static void perform(
            HttpServerRequest request,
            Optional<String> subprotocol,
            Optional<String> extension,
            WriteBufferWaterMark waterMark,
            WebSocketHandler handler) {
        ((ConnectionBase) request.connection()).channel().config().setWriteBufferWaterMark(waterMark);
        perform(request, subprotocol, extension, handler);
    }

    private static void perform(
            HttpServerRequest request,
            Optional<String> subprotocol,
            Optional<String> extension,
            ChannelHandler handler) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        byte[] answer = answer(request.getHeader(KEY), subprotocol, extension).getBytes(StandardCharsets.US_ASCII);
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandlerContext decoder = pipeline.context("httpDecoder");
        removeAllBut(pipeline, decoder.handler());
        ByteBuf head = channel.alloc().directBuffer(answer.length).writeBytes(answer);
        channel.writeAndFlush(head, channel.voidPromise());
        pipeline.addLast(handler);
        pipeline.remove(decoder.handler());
        channel.config().setAutoRead(true);
    }

    /** Answers 101 only to say why the client is not let in, since browsers show no page an HTTP answer's reason. */
    static void refuse(HttpServerRequest request, RefusedWebSocket refused) {
        perform(request, TokenSource.agreedSubprotocol(request), Optional.empty(), refused);
    }

    /** The decoder goes last, when the new handler stands behind it: it hands on what it has read too much. */
    private static void removeAllBut(ChannelPipeline pipeline, ChannelHandler decoder) {
        for (Map.Entry<String, ChannelHandler> entry : pipeline.toMap().entrySet()) {
            ChannelHandler handler = entry.getValue();
            if (handler != decoder && !(handler instanceof SslHandler)) {
                pipeline.remove(handler);
            }
        }
    }

    private static String answer(String key, Optional<String> subprotocol, Optional<String> extension) {
        StringBuilder answer = new StringBuilder(256)
                .append("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
        header(answer, ACCEPT, accept(key));
        subprotocol.ifPresent(value -> header(answer, PROTOCOL, value));
        extension.ifPresent(value -> header(answer, EXTENSIONS, value));
        return answer.append("\r\n").toString();
    }

    private static void header(StringBuilder answer, String name, String value) {
        answer.append(name).append(": ").append(value).append("\r\n");
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            String joined = key + WebSocketServerHandshaker13.WEBSOCKET_13_ACCEPT_GUID;
            return Base64.getEncoder().encodeToString(sha1.digest(joined.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
