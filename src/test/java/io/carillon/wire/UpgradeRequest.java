package io.carillon.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The opening handshake of a client (RFC 6455 section 4.1), with anything in it changed or left out. Immutable. */
public final class UpgradeRequest {
    /** The nonce of RFC 6455 section 1.3. */
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** The answer to it, from the same place. */
    public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final String line;
    private final List<Map.Entry<String, String>> headers;

    private UpgradeRequest(String line, List<Map.Entry<String, String>> headers) {
        this.line = line;
        this.headers = headers;
    }

    public static UpgradeRequest to(String path) {
        return new UpgradeRequest("GET " + path + " HTTP/1.1", List.of())
                .with("Host", "127.0.0.1")
                .with("Upgrade", "websocket")
                .with("Connection", "Upgrade")
                .with("Sec-WebSocket-Version", "13")
                .with("Sec-WebSocket-Key", KEY);
    }

    public UpgradeRequest line(String other) {
        return new UpgradeRequest(other, headers);
    }

    /** Adds a header, beside one of the same name. */
    public UpgradeRequest with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new UpgradeRequest(line, more);
    }

    public UpgradeRequest without(String name) {
        return new UpgradeRequest(
                line,
                headers.stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase(name))
                        .toList());
    }

    public UpgradeRequest replacing(String name, String value) {
        return without(name).with(name, value);
    }

    public UpgradeRequest bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public byte[] bytes() {
        StringBuilder text = new StringBuilder(line).append("\r\n");
        headers.forEach(header -> text.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
