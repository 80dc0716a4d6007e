package io.carillon.bench;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a server listens. The name is resolved once. */
record Target(InetSocketAddress address, String authority, String path) {
    private static final int DEFAULT_PORT = 80;

    /** @throws IllegalArgumentException when the text is not {@code ws://host:port/path}, or the host is not known */
    static Target of(String url) {
        URI uri = parse(url);
        if (!"ws".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException(url + " is not a URL like ws://127.0.0.1:8080/ws");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the host of " + url + " is not known");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Target(
                address, uri.getRawAuthority(), uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(url + " is not a URL like ws://127.0.0.1:8080/ws", e);
        }
    }

    /** Whether it is one of the many addresses of IPv4's loopback. */
    boolean isLoopback() {
        return address.getAddress() instanceof Inet4Address
                && address.getAddress().isLoopbackAddress();
    }
}
