package io.carillon.config;

import java.util.List;
import java.util.Optional;

/**
 * The public listener.
 *
 * @param allowedOrigins origins and patterns of them (see {@link Origin}), {@code null}, {@code file://}, or {@code *} alone
 *     for any; pages of the node's own origin may connect whatever stands here
 * @param maxHeaderSize bytes of the head of a request, on the ops listener too
 * @param maxMessageSize bytes of one message, after decompression too
 * @param trustedProxies whose word about the client's address is believed
 * @param proxyProtocol whether trusted proxies begin each connection with a header of the PROXY protocol
 * @param rehearsal connections that a node makes to itself before its doors open
 */
public record ServerConfig(
        String host,
        int port,
        List<String> allowedOrigins,
        int maxConnections,
        int handshakesPerSecond,
        int maxHeaderSize,
        int maxMessageSize,
        boolean compression,
        Transport transport,
        Optional<TlsConfig> tls,
        List<AddressRange> trustedProxies,
        boolean proxyProtocol,
        int rehearsal) {

    /** How sockets are driven; {@code AUTO} is epoll where it loads and the JDK's selector elsewhere. */
    public enum Transport {
        AUTO,
        NIO,
        EPOLL,
        IO_URING
    }

    /** TLS cannot come or go while a node runs, its files can be others. */
    ServerConfig adopt(ServerConfig next) {
        return new ServerConfig(
                host,
                port,
                allowedOrigins,
                maxConnections,
                handshakesPerSecond,
                maxHeaderSize,
                maxMessageSize,
                compression,
                transport,
                tls.flatMap(files -> next.tls).or(() -> tls),
                trustedProxies,
                proxyProtocol,
                rehearsal);
    }

    static ServerConfig from(Section in) {
        ServerConfig server = new ServerConfig(
                in.get("host", Network.HOST, "127.0.0.1"),
                in.get("port", WholeNumber.PORT, 8080),
                in.listOrOne("allowedOrigins", Network.ORIGIN),
                in.get("maxConnections", new WholeNumber(1, 10_000_000), 100_000),
                in.get("handshakesPerSecond", new WholeNumber(1, 1_000_000_000), 2000),
                in.get("maxHeaderSize", new WholeNumber(1024, 1 << 20), 16_384),
                in.get("maxMessageSize", new WholeNumber(1, 1 << 24), 65_536),
                in.get("compression", Flag.INSTANCE, false),
                in.get("transport", new Choice<>(Transport.class, '_'), "auto"),
                TlsConfig.from(in.section("tls")),
                in.list("trustedProxies", Network.RANGE),
                in.get("proxyProtocol", Flag.INSTANCE, false),
                in.get("rehearsal", new WholeNumber(0, 100_000), 500));
        in.check(
                server.allowedOrigins.size() <= 1 || !server.allowedOrigins.contains("*"),
                "must have no other origin beside *",
                in.at("allowedOrigins"));
        in.check(
                !server.proxyProtocol || !server.trustedProxies.isEmpty(),
                "needed because server.proxyProtocol is true",
                in.at("trustedProxies"));
        return server;
    }
}
