package io.carillon.protocol;

import io.carillon.channel.Discontinuity;
import java.util.Optional;

/** A request that gets an error for an answer. Without a stack trace: clients can cause it at will. */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String id;

    public ProtocolException(ErrorCode code) {
        this(code, code.defaultMessage());
    }

    public ProtocolException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ProtocolException(ErrorCode code, Optional<String> id) {
        this(code, code.defaultMessage(), id.orElse(null));
    }

    private ProtocolException(ErrorCode code, String message, String id) {
        super(message, null, false, false);
        this.code = code;
        this.id = id;
    }

    /** @param reason why the history does not go on from the position that was named */
    public static ProtocolException unknownPosition(Discontinuity reason) {
        return new ProtocolException(ErrorCode.NOT_FOUND, "The history does not have that position: " + reason.text());
    }

    public ErrorCode code() {
        return code;
    }

    /** The id of the request, as JSON text, where it was read before the failure. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }
}
