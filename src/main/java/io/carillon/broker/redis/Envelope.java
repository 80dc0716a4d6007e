package io.carillon.broker.redis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The plain envelope of other programs: where its values lie in the payload. {@code data} is required, {@code from} is a
 * string, {@code timestamp} an integer of epoch milliseconds; other names are ignored.
 */
final class Envelope {
    private static final long NO_TIMESTAMP = -1;

    private int dataBegin = -1;
    private int dataEnd;
    private int fromBegin = -1;
    private int fromEnd;
    private long timestamp = NO_TIMESTAMP;

    /** Reads from behind the object's beginning to its end; nothing when the object is no envelope. */
    static Optional<Envelope> read(JsonParser parser, byte[] payload) throws IOException {
        Envelope envelope = new Envelope();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (!envelope.readField(parser)) {
                return Optional.empty();
            }
        }
        return envelope.dataBegin < 0 ? Optional.empty() : Optional.of(envelope);
    }

    private boolean readField(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        int begin = (int) parser.currentTokenLocation().getByteOffset();
        if (name.equals("timestamp")) {
            return value == JsonToken.VALUE_NUMBER_INT && readTimestamp(parser);
        }
        skip(parser);
        int end = (int) parser.currentLocation().getByteOffset();
        if (name.equals("data")) {
            dataBegin = begin;
            dataEnd = end;
        } else if (name.equals("from")) {
            fromBegin = begin;
            fromEnd = end;
            return value == JsonToken.VALUE_STRING;
        }
        return true;
    }

    private static void skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        parser.finishToken();
    }

    private boolean readTimestamp(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return false;
        }
        timestamp = parser.getLongValue();
        return timestamp >= 0;
    }

    /** @param now epoch milliseconds, used when the envelope names no time */
    byte[] text(ChannelName channel, byte[] payload, long now) {
        byte[] from = fromBegin < 0 ? null : Arrays.copyOfRange(payload, fromBegin, fromEnd);
        return MessageText.encode(
                channel, payload, dataBegin, dataEnd - dataBegin, from, timestamp == NO_TIMESTAMP ? now : timestamp);
    }
}
