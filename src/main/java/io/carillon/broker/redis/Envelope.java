package io.carillon.broker.redis;

import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.json.JsonNumber;
import io.carillon.json.JsonScanner;
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

    /** Levels that its fields stand in. */
    private static final int DEPTH = 1;

    private final Set<String> names = new HashSet<>();
    private int dataBegin = -1;
    private int dataEnd;
    private int fromBegin = -1;
    private int fromEnd;
    private long timestamp = NO_TIMESTAMP;

    /**
     * Reads an object to its end; nothing when it is no envelope.
     *
     * @throws io.carillon.json.InvalidJsonException when it is no JSON object
     */
    static Optional<Envelope> read(JsonScanner json) {
        Envelope envelope = new Envelope();
        boolean good = true;
        json.expect('{');
        if (!json.take('}')) {
            do {
                good &= envelope.readField(json);
            } while (json.take(','));
            json.expect('}');
        }
        return good && envelope.dataBegin >= 0 ? Optional.of(envelope) : Optional.empty();
    }

    /** Whether the field is as it has to be. */
    private boolean readField(JsonScanner json) {
        json.readString();
        boolean good = json.isNewName(names);
        String name = json.string();
        json.expect(':');
        int first = json.next();
        int begin = json.position();
        if (name.equals("data")) {
            json.skipValue(DEPTH);
            dataBegin = begin;
            dataEnd = json.position();
            return good;
        }
        if (first == 'n') {
            json.skipValue(DEPTH);
            return good;
        }
        return good & readOther(json, name, first, begin);
    }

    private boolean readOther(JsonScanner json, String name, int first, int begin) {
        if (name.equals("timestamp")) {
            timestamp = json.wholeNumber(DEPTH);
            return timestamp != JsonNumber.NONE;
        }
        if (name.equals("from")) {
            json.skipValue(DEPTH);
            fromBegin = begin;
            fromEnd = json.position();
            return first == '"' && json.isStringWellFormed();
        }
        return json.skipUnambiguousValue(DEPTH);
    }

    /** @param now epoch milliseconds, used when the envelope names no time */
    byte[] text(ChannelName channel, byte[] payload, long now) {
        byte[] from = fromBegin < 0 ? null : Arrays.copyOfRange(payload, fromBegin, fromEnd);
        return MessageText.encode(
                channel, payload, dataBegin, dataEnd - dataBegin, from, timestamp == NO_TIMESTAMP ? now : timestamp);
    }
}
