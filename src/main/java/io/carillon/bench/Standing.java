package io.carillon.bench;

import io.vertx.core.json.JsonObject;

/** Where a subscriber stands in the history of its channel, and how far it has to come. */
final class Standing {
    private String epoch;
    private long offset;
    private long timestamp;
    private long goal;

    /** Whether it has ever been told. */
    boolean isKnown() {
        return epoch != null;
    }

    /** The position that it names when it comes back. */
    JsonObject since() {
        return new JsonObject().put("epoch", epoch).put("offset", offset).put("timestamp", timestamp);
    }

    /** Goes on from the position of the channel, whatever was before. */
    void settle(JsonObject position) {
        epoch = position.getString("epoch");
        offset = position.getLong("offset");
        timestamp = position.getLong("timestamp");
        goal = offset;
    }

    /** It will be brought from where it stands to the position of the channel. */
    void aim(JsonObject position) {
        goal = position.getLong("offset");
    }

    /** @return whether a message with this position brings it on */
    boolean advance(long newOffset, long newTimestamp) {
        if (newOffset <= offset) {
            return false;
        }
        offset = newOffset;
        timestamp = newTimestamp;
        return true;
    }

    /** Takes back what it was promised: the connection is over. */
    void stop() {
        goal = offset;
    }

    /** Messages that it was promised and has not got. */
    long behind() {
        return Math.max(0, goal - offset);
    }

    long offset() {
        return offset;
    }

    long goal() {
        return goal;
    }
}
