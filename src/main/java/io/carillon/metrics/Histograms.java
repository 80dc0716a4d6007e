package io.carillon.metrics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The statistics of a process, one {@link Track} per measure. Recording never waits; reading takes a lock, because both
 * the metrics verticle and the worker that formats read. It outlives a restart of that verticle.
 */
public final class Histograms implements Statistics {
    private final Track[] tracks = new Track[Measure.values().length];

    public Histograms() {
        for (Measure measure : Measure.values()) {
            tracks[measure.ordinal()] = new Track();
        }
    }

    @Override
    public void record(Measure measure, long nanos) {
        tracks[measure.ordinal()].record(nanos);
    }

    public synchronized Map<Measure, Summary> summaries() {
        Map<Measure, Summary> summaries = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Histogram total = tracks[measure.ordinal()].total();
            summaries.put(measure, Summary.of(total));
        }
        return summaries;
    }

    /** By {@link Measure#text}, each as {@link Track#encode} writes it. */
    public synchronized Map<String, byte[]> encoded() {
        Map<String, byte[]> encoded = new HashMap<>();
        for (Measure measure : Measure.values()) {
            encoded.put(measure.text(), Track.encode(tracks[measure.ordinal()].total()));
        }
        return encoded;
    }

    public synchronized void reset() {
        for (Track track : tracks) {
            track.reset();
        }
    }
}
