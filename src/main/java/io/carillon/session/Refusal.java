package io.carillon.session;

import io.carillon.protocol.CloseCode;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ServerFrames;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a connection was refused before it became a WebSocket.
 *
 * @param message for the client
 * @param reason the label in the metrics
 */
record Refusal(ErrorCode code, String message, String reason) {
    static final Refusal NOT_FOUND = new Refusal(ErrorCode.NOT_FOUND, "Not found", "path");
    static final Refusal METHOD =
            new Refusal(ErrorCode.METHOD_NOT_ALLOWED, "A WebSocket handshake is a GET request", "method");
    static final Refusal BAD_VERSION =
            new Refusal(ErrorCode.UPGRADE_REQUIRED, "WebSocket version 13 required", "version");
    static final Refusal SUBPROTOCOL = new Refusal(
            ErrorCode.INVALID_MESSAGE,
            "None of the subprotocols offered is known here: offer " + TokenSource.SUBPROTOCOL
                    + " beside them, since browsers refuse an answer that names none",
            "subprotocol");
    static final Refusal NO_TOKEN = new Refusal(ErrorCode.AUTHENTICATION_FAILED, "Unauthorized", "no_token");
    static final Refusal BAD_TOKEN = new Refusal(ErrorCode.AUTHENTICATION_FAILED, "Invalid token", "bad_token");
    static final Refusal NOT_PERMITTED =
            new Refusal(ErrorCode.PERMISSION_DENIED, "No permission to connect", "not_permitted");
    static final Refusal ORIGIN = new Refusal(ErrorCode.PERMISSION_DENIED, "Origin not allowed", "origin");
    static final Refusal NO_VERDICT = unavailable("Authorization is not available", "no_verdict");
    static final Refusal DRAINING = unavailable("Server shutting down", "draining");
    static final Refusal BUSY = unavailable("Too many tokens to verify", "busy");
    static final Refusal NOT_READY = unavailable("Not ready yet", "revocations");
    static final Refusal TOO_MANY_CONNECTIONS = unavailable("Too many connections", "connections");
    static final Refusal TOO_MANY_HANDSHAKES = unavailable("Too many handshakes", "rate");
    static final Refusal TOO_MANY_OF_ADDRESS = unavailable("Too many handshakes from this address", "address_rate");

    private static Refusal unavailable(String message, String reason) {
        return new Refusal(ErrorCode.UNAVAILABLE, message, reason);
    }

    /** A request that is no handshake. */
    static Refusal malformed(String message) {
        return new Refusal(ErrorCode.INVALID_MESSAGE, message, "handshake");
    }

    /** A request that does not ask for a WebSocket. */
    static Refusal noUpgrade(String message) {
        return new Refusal(ErrorCode.UPGRADE_REQUIRED, message, "handshake");
    }

    int status() {
        return code.code();
    }

    /** The error object, which is the body of the answer, or a frame of its own. */
    byte[] text() {
        return ServerFrames.error(code, message, Optional.empty(), Optional.empty());
    }

    /** The same of a temporary refusal, in a frame that says when to try again. */
    byte[] text(Duration reconnectAfter) {
        return ServerFrames.error(code, message, reconnectAfter);
    }

    /** With what a WebSocket is closed that was only opened to say this; nothing where the handshake itself is wrong. */
    Optional<CloseCode> closeCode() {
        return switch (code) {
            case AUTHENTICATION_FAILED, PERMISSION_DENIED -> Optional.of(CloseCode.UNAUTHORIZED);
            case NOT_FOUND -> Optional.of(CloseCode.NOT_FOUND);
            case UNAVAILABLE -> Optional.of(CloseCode.TRY_AGAIN_LATER);
            default -> Optional.empty();
        };
    }

    boolean isTemporary() {
        return code == ErrorCode.UNAVAILABLE;
    }
}
