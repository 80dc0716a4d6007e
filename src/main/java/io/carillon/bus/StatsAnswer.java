package io.carillon.bus;

import java.time.Duration;
import java.util.Map;

/**
 * The statistics of this node since the last reset.
 *
 * @param histograms per measure one histogram of nanoseconds in HdrHistogram's compressed encoding, so that those of
 *     several nodes can be added
 */
public record StatsAnswer(Duration uptime, Map<String, byte[]> histograms) {}
