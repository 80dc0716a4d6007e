package io.carillon.session;

import io.carillon.protocol.CloseCode;

/** The peer broke RFC 6455; the connection fails with this code. Without a stack trace: peers cause it at will. */
final class WebSocketFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CloseCode code;

    WebSocketFailure(CloseCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    CloseCode code() {
        return code;
    }
}
