package io.carillon.session;

import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ServerFrames;

/** Why a connection was refused before it became a WebSocket. */
enum Refusal {
    NOT_FOUND(404, ErrorCode.NOT_FOUND.text(), "Not found", "path"),
    BAD_HANDSHAKE(400, ErrorCode.INVALID_MESSAGE.text(), "Not a WebSocket handshake", "handshake"),
    BAD_VERSION(426, ErrorCode.INVALID_MESSAGE.text(), "WebSocket version 13 required", "version"),
    NO_TOKEN(401, ErrorCode.AUTHENTICATION_FAILED.text(), "Unauthorized", "no_token"),
    BAD_TOKEN(401, ErrorCode.AUTHENTICATION_FAILED.text(), "Invalid token", "bad_token"),
    NOT_PERMITTED(403, ErrorCode.PERMISSION_DENIED.text(), "No permission to connect", "not_permitted"),
    NO_VERDICT(503, ErrorCode.UNAVAILABLE.text(), "Authorization is not available", "no_verdict"),
    ORIGIN(403, ErrorCode.PERMISSION_DENIED.text(), "Origin not allowed", "origin"),
    DRAINING(503, "unavailable", "Server shutting down", "draining"),
    BUSY(503, "unavailable", "Too many tokens to verify", "busy"),
    NOT_READY(503, "unavailable", "Not ready yet", "revocations"),
    TOO_MANY_CONNECTIONS(503, "unavailable", "Too many connections", "connections"),
    TOO_MANY_HANDSHAKES(503, "unavailable", "Too many handshakes", "rate");

    private final int status;
    private final String name;
    private final String message;
    private final String reason;

    Refusal(int status, String name, String message, String reason) {
        this.status = status;
        this.name = name;
        this.message = message;
        this.reason = reason;
    }

    int status() {
        return status;
    }

    /** The error object that is the body of the answer. */
    byte[] body() {
        return ServerFrames.error(status, name, message);
    }

    /** The label in the metrics. */
    String reason() {
        return reason;
    }
}
