package io.carillon.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: a whole number and {@code ms}, {@code s}, {@code m} or {@code h}. */
public final class DurationText {
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

    /** The duration, or nothing when the text is none. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        return matcher.matches()
                ? Optional.of(unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    /** The same duration, rounded down to milliseconds, in the largest unit that needs no fraction. */
    public static String of(Duration duration) {
        for (String unit : new String[] {"h", "m", "s"}) {
            long millis = unit(unit).toMillis();
            if (duration.toMillis() % millis == 0 && !duration.isZero()) {
                return duration.toMillis() / millis + unit;
            }
        }
        return duration.isZero() ? "0s" : duration.toMillis() + "ms";
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(1);
            case "m" -> Duration.ofMinutes(1);
            case "s" -> Duration.ofSeconds(1);
            default -> Duration.ofMillis(1);
        };
    }

    private DurationText() {}
}
