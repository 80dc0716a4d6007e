package io.carillon.protocol;

import io.carillon.channel.Position;

/** Reads a position, {@code {"epoch":E,"offset":N,"timestamp":T}}; other fields are passed over. */
final class PositionReader {
    private static final String[] FIELDS = {"epoch", "offset", "timestamp"};

    private final JsonScanner json;
    private final int depth;
    private String epoch;
    private long offset = -1;
    private long timestamp = -1;

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
        boolean valid = epoch != null
                && !epoch.isEmpty()
                && epoch.length() <= Position.MAX_EPOCH_LENGTH
                && offset >= 0
                && timestamp >= 0;
        return valid ? new Position(epoch, offset, timestamp) : null;
    }

    private void readField() {
        json.readString();
        String name = json.stringAmong(FIELDS);
        json.expect(':');
        switch (name) {
            case "epoch" -> epoch = readEpoch();
            case "offset" -> offset = json.wholeNumber(depth);
            case "timestamp" -> timestamp = json.wholeNumber(depth);
            default -> json.skipValue(depth);
        }
    }

    private String readEpoch() {
        boolean text = json.next() == '"';
        json.skipValue(depth);
        return text ? json.string() : null;
    }
}
