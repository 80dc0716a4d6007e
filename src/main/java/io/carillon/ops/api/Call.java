package io.carillon.ops.api;

import io.carillon.auth.ClaimText;
import io.carillon.channel.ChannelName;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks for. Everything it gives is read here, and what is malformed becomes {@link
 * ErrorCode#INVALID_MESSAGE}.
 *
 * @param path what stands for the names in the endpoint's path, decoded
 * @param query decoded, in the order of the query
 * @param body its fields; none where there is no body
 * @param optionsInQuery whether what the body may say may be said in the query too
 */
public record Call(Map<String, String> path, Map<String, List<String>> query, Fields body, boolean optionsInQuery) {
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

    /** The same for an option. */
    public Optional<String> nameOption(String name) {
        return text(name).map(given -> checked(name, given));
    }

    /** An option that is a text. */
    public Optional<String> text(String name) {
        return option(name, body.text(name), inQuery(name));
    }

    /** An option that is a whole number from 0 on. */
    public Optional<Long> number(String name) {
        return option(name, body.number(name), inQuery(name).map(text -> number(text, name)));
    }

    private Optional<String> inQuery(String name) {
        return optionsInQuery ? asked(name) : Optional.empty();
    }

    private static <T> Optional<T> option(String name, Optional<T> inBody, Optional<T> inQuery) {
        if (inBody.isPresent() && inQuery.isPresent() && !inBody.equals(inQuery)) {
            throw invalid(name + " differs in body and query");
        }
        return inBody.or(() -> inQuery);
    }

    /** A field that the body must have, whatever its type, as it was sent. */
    public String value(String name) {
        return body.raw(name).orElseThrow(() -> invalid(name + " is missing"));
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

    /** What the query says once; who says it twice may mean either. */
    public Optional<String> asked(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw invalid(name + " is given twice");
        }
        return values.stream().findFirst();
    }

    /** A whole number of the query, from 0 on. */
    public Optional<Long> askedNumber(String name) {
        return asked(name).map(text -> number(text, name));
    }

    private static long number(String text, String name) {
        if (!text.matches("[0-9]++(\\.[0-9]++)?+([eE][+-]?+[0-9]++)?+")) {
            throw invalid(name + " must be a whole number");
        }
        return Fields.number(text, name);
    }

    public static ProtocolException invalid(String message) {
        return new ProtocolException(ErrorCode.INVALID_MESSAGE, message);
    }
}
