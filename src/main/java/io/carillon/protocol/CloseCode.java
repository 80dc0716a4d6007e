package io.carillon.protocol;

/**
 * Every code with which this server closes a WebSocket. 1001 to 1011 are RFC 6455 section 7.4.1; after 3000 to 3499 a
 * client should reconnect, after 3500 to 3999 it should not.
 */
public enum CloseCode {
    GOING_AWAY(1001, "Server shutting down"),
    PROTOCOL_ERROR(1002, "protocol error"),
    UNSUPPORTED_DATA(1003, "binary messages are not supported"),
    INVALID_PAYLOAD(1007, "invalid UTF-8"),
    MESSAGE_TOO_BIG(1009, "message too big"),
    INTERNAL_ERROR(1011, "Internal server error"),
    TOKEN_EXPIRED(3005, "token expired"),
    SLOW_CONSUMER(3008, "slow consumer"),
    REBALANCE(3011, "rebalance"),
    TRY_AGAIN_LATER(3013, "try again later"),
    RATE_LIMIT(3500, "rate limit"),
    BAD_REQUEST(3501, "bad request"),
    DISCONNECTED(3503, "disconnected"),
    CONNECTION_LIMIT(3504, "connection limit"),
    UNAUTHORIZED(3505, "unauthorized"),
    NOT_FOUND(3506, "not found");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }
}
