package io.carillon.metrics;

/** The durations that the node keeps statistics of. */
public enum Measure {
    /** From a client's complete message to its answer or hand-over to the broker. */
    MESSAGE_PROCESSING("messageProcessing", "carillon_processing_seconds"),
    /** From the hand-over to the broker to its acknowledgement. */
    PUBLISH("publish", "carillon_publish_seconds"),
    /** From a batch of publications in a hub to its last write. */
    FAN_OUT("fanOut", "carillon_delivery_seconds");

    private final String text;
    private final String metric;

    Measure(String text, String metric) {
        this.text = text;
        this.metric = metric;
    }

    /** The name in {@code /stats}. */
    public String text() {
        return text;
    }

    /** The name in {@code /metrics}. */
    String metric() {
        return metric;
    }
}
