package io.carillon.ops.api;

import io.carillon.auth.ClaimText;
import io.carillon.channel.ChannelName;
import io.carillon.json.StrictJson;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks for. Everything it gives is read here, and what is malformed becomes {@link
 * ErrorCode#INVALID_MESSAGE}.
 *
 * @param path what stands for the names in the endpoint's path, decoded
 * @param query decoded; of a name that comes twice the last value
 * @param bytes the body; empty when there is none
 */
public record Call(Map<String, String> path, Map<String, String> query, byte[] bytes) {
    private static final int MAX_DEPTH = 64;
    private static final StrictJson JSON = new StrictJson(MAX_DEPTH);

    /** What stands for a name in the path; the endpoint has that name. */
    public String named(String name) {
        return path.get(name);
    }

    /**
     * The same for what somebody else has chosen: 1 to {@value ClaimText#MAX_LENGTH} characters, none of which controls.
     *
     * @throws ProtocolException when it is none
     */
    public String name(String name) {
        return checked(name, named(name));
    }

    /** The same for what is asked for in the query. */
    public Optional<String> askedName(String name) {
        return asked(name).map(given -> checked(name, given));
    }

    /** The same for a field of the body. */
    public Optional<String> nameInBody(String name) {
        return text(name).map(given -> checked(name, given));
    }

    /** A text of the body. */
    public Optional<String> text(String name) {
        Object value = bodyOrNone().getValue(name);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw invalid(name + " must be a text");
    }

    /** A whole number of the body. */
    public Optional<Integer> number(String name) {
        Object value = bodyOrNone().getValue(name);
        if (value == null || value instanceof Integer) {
            return Optional.ofNullable((Integer) value);
        }
        throw invalid(name + " must be a whole number");
    }

    /** A field that the body must have, whatever its type, as it was sent. */
    public String value(String name) {
        body();
        return raw(name).orElseThrow(() -> invalid(name + " is missing"));
    }

    private static String checked(String name, String given) {
        if (!ClaimText.isGood(given)) {
            throw invalid(name + " must have 1 to " + ClaimText.MAX_LENGTH + " characters, and no control characters");
        }
        return given;
    }

    public ChannelName channel() {
        return channel(named("channel"));
    }

    static ChannelName channel(String name) {
        return ChannelName.parse(name).orElseThrow(() -> invalid("Invalid channel name"));
    }

    public Optional<String> asked(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The body, which has to be a JSON object. */
    public JsonObject body() {
        return JSON.object(bytes).orElseThrow(() -> invalid("The body must be a JSON object"));
    }

    /** The body where none is needed: an empty object stands for it. */
    public JsonObject bodyOrNone() {
        return bytes.length == 0 ? new JsonObject() : body();
    }

    /** A field of the body as JSON text, byte for byte as it was sent; {@link #body} has been called. */
    public Optional<String> raw(String name) {
        return JSON.field(bytes, name);
    }

    public static ProtocolException invalid(String message) {
        return new ProtocolException(ErrorCode.INVALID_MESSAGE, message);
    }
}
