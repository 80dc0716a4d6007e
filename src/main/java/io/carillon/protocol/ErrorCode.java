package io.carillon.protocol;

/** What a client or an API caller can be told to have gone wrong; the connection lives on. */
public enum ErrorCode {
    INVALID_MESSAGE(400, "invalid_message", "Invalid message format"),
    AUTHENTICATION_FAILED(401, "authentication_failed", "Authentication failed"),
    PERMISSION_DENIED(403, "permission_denied", "Permission denied"),
    UNKNOWN_NAMESPACE(404, "unknown_namespace", "Unknown namespace"),
    NOT_FOUND(404, "not_found", "Not found"),
    METHOD_NOT_ALLOWED(405, "method_not_allowed", "Method not allowed"),
    TIMEOUT(408, "timeout", "Timeout"),
    NOT_SUBSCRIBED(409, "not_subscribed", "Not subscribed"),
    ALREADY_SUBSCRIBED(409, "already_subscribed", "Already subscribed"),
    TOO_LARGE(413, "too_large", "Too large"),
    UNSUPPORTED_ENCODING(415, "unsupported_encoding", "Unsupported encoding"),
    UPGRADE_REQUIRED(426, "upgrade_required", "Upgrade required"),
    RATE_LIMITED(429, "rate_limited", "Rate limit exceeded"),
    LIMIT_REACHED(429, "limit_reached", "Limit reached"),
    HEADER_TOO_LARGE(431, "header_too_large", "Header too large"),
    INTERNAL(500, "internal", "Internal server error"),
    BROKER_UNAVAILABLE(503, "broker_unavailable", "Broker unavailable"),
    UNAVAILABLE(503, "unavailable", "Unavailable");

    private final int code;
    private final String text;
    private final String defaultMessage;

    ErrorCode(int code, String text, String defaultMessage) {
        this.code = code;
        this.text = text;
        this.defaultMessage = defaultMessage;
    }

    /** The number on the wire; also the HTTP status where the error answers an HTTP request. */
    public int code() {
        return code;
    }

    /** The {@code name} on the wire. */
    public String text() {
        return text;
    }

    public String defaultMessage() {
        return defaultMessage;
    }
}
