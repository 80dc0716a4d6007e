package io.carillon.session;

import io.carillon.config.ServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;

/** How the sockets of clients are listened for: HTTP/1.1 alone, bounded, with our own WebSockets behind it. */
final class PublicListener {
    /** Left to itself the kernel lets it grow to megabytes a socket, and a slow reader would be noticed far too late. */
    private static final int SEND_BUFFER = 128 * 1024;

    /** Connections of a storm that may wait to be accepted; the kernel has a bound of its own. */
    private static final int BACKLOG = 16 * 1024;

    /** Any number does, as long as all instances name the same: they share one port of the system's choice. */
    private static final int SHARED = 1;

    private PublicListener() {}

    static SocketAddress address(ServerConfig server) {
        return server.port() == 0
                ? SocketAddress.sharedRandomPort(SHARED, server.host())
                : SocketAddress.inetSocketAddress(server.port(), server.host());
    }

    static HttpServerOptions options() {
        return new HttpServerOptions()
                .setSendBufferSize(SEND_BUFFER)
                .setTcpNoDelay(true)
                .setAcceptBacklog(BACKLOG)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }
}
