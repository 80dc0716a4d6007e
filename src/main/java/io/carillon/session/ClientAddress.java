package io.carillon.session;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Where a request comes from: the socket's other end, or what a trusted proxy says in {@code X-Forwarded-For}. */
record ClientAddress(List<String> trustedProxies) {
    private static final String FORWARDED = "X-Forwarded-For";

    /**
     * The last address that no trusted proxy stands for. Each proxy appends what it has seen, so what comes before that
     * address may be the client's own invention.
     */
    String of(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        List<String> headers = request.headers().getAll(FORWARDED);
        String[] hops = String.join(",", headers).split(",");
        for (int i = hops.length - 1; i >= 0 && trustedProxies.contains(address) && !hops[i].isBlank(); i--) {
            address = hops[i].trim();
        }
        return address;
    }
}
