package io.carillon.session;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** Where a request comes from: the socket's other end, or what a trusted proxy says in {@code X-Forwarded-For}. */
record ClientAddress(List<String> trustedProxies) {
    private static final String FORWARDED = "X-Forwarded-For";
    private static final int MAX_LENGTH = 64;

    /**
     * The last address that no trusted proxy stands for. Each proxy appends what it has seen, so what comes before that
     * address may be the client's own invention.
     */
    String of(HttpServerRequest request) {
        return told(request).orElseGet(() -> request.remoteAddress().hostAddress());
    }

    /** The address where a trusted proxy has told it; cut at 64 characters, which is more than any address has. */
    Optional<String> told(HttpServerRequest request) {
        String socket = request.remoteAddress().hostAddress();
        String address = socket;
        List<String> headers = request.headers().getAll(FORWARDED);
        String[] hops = String.join(",", headers).split(",");
        for (int i = hops.length - 1; i >= 0 && trustedProxies.contains(address) && !hops[i].isBlank(); i--) {
            address = hops[i].trim();
        }
        return address.equals(socket)
                ? Optional.empty()
                : Optional.of(address.substring(0, Math.min(MAX_LENGTH, address.length())));
    }

    /** The other end of a socket. */
    static String of(SocketAddress socket) {
        return socket instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : String.valueOf(socket);
    }
}
