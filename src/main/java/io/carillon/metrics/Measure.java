package io.carillon.metrics;

/** The durations that the node keeps statistics of. */
public enum Measure {
    /** From a client's complete message to its answer or hand-over to the broker. */
    MESSAGE_PROCESSING("messageProcessing"),
    /** From the hand-over to the broker to its acknowledgement. */
    PUBLISH("publish"),
    /** From a batch of publications in a hub to its last write. */
    FAN_OUT("fanOut");

    private final String text;

    Measure(String text) {
        this.text = text;
    }

    /** The name in {@code /stats}. */
    public String text() {
        return text;
    }
}
