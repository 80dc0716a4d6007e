package io.carillon.config;

import java.time.Duration;

/** A duration within bounds, both included, written as {@link DurationText} says. */
record TimeSpan(Duration min, Duration max) implements Kind<Duration> {
    static TimeSpan between(String min, String max) {
        return new TimeSpan(
                DurationText.parse(min).orElseThrow(), DurationText.parse(max).orElseThrow());
    }

    @Override
    public Duration fromText(String text) {
        return DurationText.parse(text)
                .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0)
                .orElseThrow(this::invalid);
    }

    @Override
    public Duration fromJson(Object json) {
        if (json instanceof String text) {
            return fromText(text);
        }
        throw invalid();
    }

    private InvalidValueException invalid() {
        return new InvalidValueException(
                "must be a duration (ms, s, m, h) from " + DurationText.of(min) + " to " + DurationText.of(max));
    }
}
