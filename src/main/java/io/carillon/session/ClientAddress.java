package io.carillon.session;

import io.carillon.config.AddressRange;
import io.carillon.config.IpAddress;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a client is: the socket's other end, or what trusted proxies say, by the PROXY protocol in front of everything and
 * then by {@code X-Forwarded-For}. Never a question to a name server.
 *
 * @param trusted proxies whose word is believed
 */
record ClientAddress(List<AddressRange> trusted) {
    /** The other end of a connection as the PROXY protocol has told it. */
    static final AttributeKey<InetAddress> PROXIED = AttributeKey.valueOf(ClientAddress.class, "PROXIED");

    private static final String FORWARDED = "X-Forwarded-For";

    /** The address in its one spelling; for logs. */
    String of(HttpServerRequest request) {
        return find(request).map(IpAddress::text).orElse("unknown");
    }

    /** The address in its one spelling where it is not the socket's other end. */
    Optional<String> told(HttpServerRequest request) {
        Optional<InetAddress> socket =
                internet(((ConnectionBase) request.connection()).channel().remoteAddress());
        return find(request)
                .filter(address -> !socket.equals(Optional.of(address)))
                .map(IpAddress::text);
    }

    /** The client's address; nothing where the socket is none of the internet. */
    Optional<InetAddress> find(HttpServerRequest request) {
        return peer(((ConnectionBase) request.connection()).channel())
                .map(peer -> forwarded(peer, request.headers().getAll(FORWARDED)));
    }

    /** The other end of a connection, of which no more is known before there is a request. */
    Optional<InetAddress> peer(Channel channel) {
        return Optional.ofNullable(channel.attr(PROXIED).get()).or(() -> internet(channel.remoteAddress()));
    }

    boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    /** Whether limits for each address leave this one alone: many clients, or the operator, may be behind it. */
    boolean isExempt(InetAddress address) {
        return address.isLoopbackAddress() || trusts(address);
    }

    /**
     * The last address that no trusted proxy stands for. Each proxy appends what it has seen, so what comes before that
     * address may be the client's own invention. Where a proxy has appended what is no address, it is the client itself.
     */
    private InetAddress forwarded(InetAddress peer, List<String> headers) {
        InetAddress address = peer;
        String hops = String.join(",", headers);
        int end = hops.length();
        while (end > 0 && trusts(address)) {
            int start = hops.lastIndexOf(',', end - 1) + 1;
            Optional<InetAddress> told = IpAddress.forwarded(hops.substring(start, end));
            if (told.isEmpty()) {
                return address;
            }
            address = told.get();
            end = start - 1;
        }
        return address;
    }

    /** The other end of a socket, in its one spelling. */
    static String of(SocketAddress socket) {
        return internet(socket).map(IpAddress::text).orElseGet(() -> String.valueOf(socket));
    }

    private static Optional<InetAddress> internet(SocketAddress socket) {
        return socket instanceof InetSocketAddress internet
                ? Optional.ofNullable(internet.getAddress())
                : Optional.empty();
    }
}
