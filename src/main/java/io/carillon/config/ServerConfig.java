package io.carillon.config;

import java.util.List;
import java.util.Optional;

/**
 * The public listener.
 *
 * @param allowedOrigins exact origins, or {@code *} alone for any; empty: the page's own origin only
 * @param maxMessageSize bytes of one message, after decompression too
 */
public record ServerConfig(
        String host,
        int port,
        List<String> allowedOrigins,
        int maxConnections,
        int handshakesPerSecond,
        int maxMessageSize,
        boolean compression,
        Transport transport,
        Optional<TlsConfig> tls,
        List<String> trustedProxies) {

    /** How sockets are driven; {@code AUTO} is epoll where it loads and the JDK's selector elsewhere. */
    public enum Transport {
        AUTO,
        NIO,
        EPOLL,
        IO_URING
    }
}
