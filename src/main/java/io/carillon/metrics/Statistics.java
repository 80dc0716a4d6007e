package io.carillon.metrics;

/** Durations by measure since the last reset. Recording is wait-free from any event loop. */
public interface Statistics {
    /** @param nanos the duration; counted as an hour when longer */
    void record(Measure measure, long nanos);
}
