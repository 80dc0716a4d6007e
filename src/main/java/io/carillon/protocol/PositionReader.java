package io.carillon.protocol;

import io.carillon.channel.Position;
import io.carillon.json.JsonScanner;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads a position, {@code {"epoch":E,"offset":N,"timestamp":T}}; other fields are passed over, and a name that comes twice
 * makes it none.
 */
final class PositionReader {
    private static final String[] FIELDS = {"epoch", "offset", "timestamp"};

    private final JsonScanner json;
    private final int depth;
    private String epoch;
    private long offset = -1;
    private long timestamp = -1;
    private int seen;
    private Set<String> others;
    private boolean ambiguous;

    /** @param depth levels that the position's fields stand in */
    PositionReader(JsonScanner json, int depth) {
        this.json = json;
        this.depth = depth;
    }

    /** Reads the object that comes next; null when it is no position. */
    Position read() {
        json.expect('{');
        if (!json.take('}')) {
            do {
                readField();
            } while (json.take(','));
            json.expect('}');
        }
        boolean valid = !ambiguous
                && epoch != null
                && !epoch.isEmpty()
                && epoch.length() <= Position.MAX_EPOCH_LENGTH
                && offset >= 0
                && timestamp >= 0;
        return valid ? new Position(epoch, offset, timestamp) : null;
    }

    private void readField() {
        json.readString();
        int field = json.stringAmong(FIELDS);
        if (field < 0) {
            readOther();
            return;
        }
        ambiguous |= (seen & 1 << field) != 0;
        seen |= 1 << field;
        json.expect(':');
        switch (field) {
            case 0 -> epoch = readEpoch();
            case 1 -> offset = json.wholeNumber(depth);
            default -> timestamp = json.wholeNumber(depth);
        }
    }

    private void readOther() {
        others = others == null ? new HashSet<>() : others;
        ambiguous |= !json.isNewName(others);
        json.expect(':');
        ambiguous |= !json.skipUnambiguousValue(depth);
    }

    private String readEpoch() {
        boolean text = json.next() == '"';
        json.skipValue(depth);
        return text && json.isStringWellFormed() ? json.string() : null;
    }
}
