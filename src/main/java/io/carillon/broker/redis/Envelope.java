package io.carillon.broker.redis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.json.JsonNumber;
import io.carillon.json.SurrogatePairs;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The plain envelope of other programs: where its values lie in the payload. {@code data} is required, {@code from} is a
 * string, {@code timestamp} a whole number of epoch milliseconds; either counts as absent when it is null. Other names are
 * ignored, and none stands twice.
 */
final class Envelope {
    private static final long NO_TIMESTAMP = -1;

    private int dataBegin = -1;
    private int dataEnd;
    private int fromBegin = -1;
    private int fromEnd;
    private final Set<String> names = new HashSet<>();
    private long timestamp = NO_TIMESTAMP;

    /** Reads from behind the object's beginning to its end; nothing when the object is no envelope. */
    static Optional<Envelope> read(JsonParser parser, byte[] payload) throws IOException {
        Envelope envelope = new Envelope();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (!envelope.readField(parser, payload)) {
                return Optional.empty();
            }
        }
        return envelope.dataBegin < 0 ? Optional.empty() : Optional.of(envelope);
    }

    /** Whether the field is as it has to be. */
    private boolean readField(JsonParser parser, byte[] payload) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        int begin = (int) parser.currentTokenLocation().getByteOffset();
        boolean good = names.add(name) && (!name.equals("from") || isName(parser, value));
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        if (name.equals("data")) {
            dataBegin = begin;
            dataEnd = end;
        } else if (name.equals("from") && value != JsonToken.VALUE_NULL) {
            fromBegin = begin;
            fromEnd = end;
        } else if (name.equals("timestamp") && value != JsonToken.VALUE_NULL) {
            timestamp = JsonNumber.whole(payload, begin, end);
            good &= timestamp != JsonNumber.NONE;
        }
        return good;
    }

    private static boolean isName(JsonParser parser, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_NULL
                || value == JsonToken.VALUE_STRING && SurrogatePairs.areWhole(parser.getText());
    }

    /** @param now epoch milliseconds, used when the envelope names no time */
    byte[] text(ChannelName channel, byte[] payload, long now) {
        byte[] from = fromBegin < 0 ? null : Arrays.copyOfRange(payload, fromBegin, fromEnd);
        return MessageText.encode(
                channel, payload, dataBegin, dataEnd - dataBegin, from, timestamp == NO_TIMESTAMP ? now : timestamp);
    }
}
