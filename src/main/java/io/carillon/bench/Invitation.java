package io.carillon.bench;

import io.carillon.auth.Grants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The opening handshake from the client's side (RFC 6455 section 4.1). One key serves all connections of a worker: no
 * cache stands between it and the server that could be fooled, and the answer to it is computed once.
 */
final class Invitation {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    static final String UPGRADED = "HTTP/1.1 101 ";
    private static final String END_OF_LINE = "\r\n";

    private final String key;
    private final String accept;

    private final Tokens tokens;
    private final Grants subscribing;
    private final Grants publishing;

    /** @param nonce sixteen random bytes */
    Invitation(byte[] nonce, Plan plan, Tokens tokens) {
        this.tokens = tokens;
        List<String> channels = List.of(plan.channelPattern());
        subscribing = new Grants(channels, List.of(), List.of(), List.of());
        publishing = new Grants(List.of(), channels, List.of(), List.of());
        key = Base64.getEncoder().encodeToString(nonce);
        accept = Base64.getEncoder().encodeToString(sha1(key + GUID));
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    byte[] request(Client client, Target target) {
        String token = tokens.of(client.number, client.role == Role.PUBLISHER ? publishing : subscribing);
        return String.join(
                        END_OF_LINE,
                        "GET " + target.path() + " HTTP/1.1",
                        "Host: " + target.authority(),
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: " + key,
                        "Sec-WebSocket-Protocol: carillon.v1",
                        "Authorization: Bearer " + token,
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The server's answer: {@code name} tells what is wrong with it, absent when nothing is. */
    record Answer(Optional<String> fault, int retryAfterMillis) {}

    /** @param head status line and headers */
    Answer judge(String head, String body) {
        String[] lines = head.split(END_OF_LINE);
        if (!head.startsWith(UPGRADED)) {
            String[] status = lines[0].split(" ", 3);
            String code = status.length > 1 ? status[1] : "";
            return new Answer(Optional.of("handshake: " + code + " " + reason(body, status)), retryAfter(lines));
        }
        return header(lines, "sec-websocket-accept").filter(accept::equals).isPresent()
                ? new Answer(Optional.empty(), 0)
                : new Answer(Optional.of("handshake: wrong Sec-WebSocket-Accept"), 0);
    }

    private static String reason(String body, String[] status) {
        return Notice.of(body).map(Notice::message).orElse(status.length > 2 ? status[2] : "");
    }

    private static int retryAfter(String[] lines) {
        return header(lines, "retry-after")
                .filter(seconds -> seconds.matches("[0-9]{1,5}"))
                .map(seconds -> Integer.parseInt(seconds) * 1000)
                .orElse(0);
    }

    /** Bytes that follow the head of a refusal; 0 when it does not say. */
    static int bodyLength(String head) {
        return header(head.split(END_OF_LINE), "content-length")
                .filter(length -> length.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static Optional<String> header(String[] lines, String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }
}
