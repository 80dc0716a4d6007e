package io.carillon.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HistogramsTest {
    private final Histograms histograms = new Histograms();

    @Test
    void a_measure_without_records_is_all_zeros() {
        assertThat(publish()).isEqualTo(Summary.EMPTY);
    }

    @Test
    void records_are_summarised_to_three_digits() {
        for (int millis = 1; millis <= 100; millis++) {
            histograms.record(Measure.PUBLISH, Duration.ofMillis(millis).toNanos());
        }
        Summary summary = publish();
        assertThat(summary.count()).isEqualTo(100);
        assertThat(Summary.millis(summary.min())).isCloseTo(1, within(0.002));
        assertThat(Summary.millis(summary.max())).isCloseTo(100, within(0.2));
        assertThat(Summary.millis(summary.avg())).isCloseTo(50.5, within(0.1));
        assertThat(Summary.millis(summary.p50())).isCloseTo(50, within(0.1));
        assertThat(Summary.millis(summary.p95())).isCloseTo(95, within(0.2));
        assertThat(Summary.millis(summary.p99())).isCloseTo(99, within(0.2));
    }

    @Test
    void reading_twice_counts_nothing_twice_and_loses_nothing() {
        histograms.record(Measure.PUBLISH, 1);
        assertThat(publish().count()).isEqualTo(1);
        histograms.record(Measure.PUBLISH, 1);
        assertThat(publish().count()).isEqualTo(2);
        assertThat(publish().count()).isEqualTo(2);
    }

    @Test
    void measures_are_kept_apart() {
        histograms.record(Measure.FAN_OUT, 1);
        assertThat(publish().count()).isZero();
    }

    @Test
    void absurd_durations_are_counted_at_the_bounds() {
        histograms.record(Measure.PUBLISH, -1);
        histograms.record(Measure.PUBLISH, Long.MAX_VALUE);
        assertThat(publish().min()).isZero();
        assertThat(publish().max()).isCloseTo(Track.MAX_NANOS, within(Track.MAX_NANOS / 500.0));
    }

    @Test
    void a_reset_begins_anew_with_what_comes_after_it() {
        histograms.record(Measure.PUBLISH, 5);
        publish();
        histograms.record(Measure.PUBLISH, 5);
        histograms.reset();
        assertThat(publish()).isEqualTo(Summary.EMPTY);
        histograms.record(Measure.PUBLISH, 7);
        assertThat(publish().count()).isEqualTo(1);
    }

    @Test
    void what_is_encoded_is_decoded_and_can_be_added() {
        histograms.record(Measure.PUBLISH, 1_000_000);
        byte[] encoded = histograms.encoded().get("publish");
        Histogram sum = Track.empty();
        sum.add(Track.decode(encoded));
        sum.add(Track.decode(encoded));
        assertThat(Summary.of(sum).count()).isEqualTo(2);
        assertThat(encoded.length).isLessThan(1_000);
    }

    @Test
    void bytes_that_are_no_histogram_are_refused() {
        assertThatThrownBy(() -> Track.decode(new byte[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Track.decode(new byte[100])).isInstanceOf(IllegalArgumentException.class);
    }

    private Summary publish() {
        return histograms.summaries().get(Measure.PUBLISH);
    }
}
