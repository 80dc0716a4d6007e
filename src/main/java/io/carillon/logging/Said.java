package io.carillon.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * {@code %said} in logback.xml: the message, its key-values, and the reason of a failure that gets no stack trace.
 * Logback's own {@code %kvp} escapes nothing.
 */
public final class Said extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(Printable.plain(event.getFormattedMessage()));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                append(line, pair.key, text(pair.value));
            }
        }
        if (event.getThrowableProxy() != null && !Cause.isTraced(event)) {
            append(line, "cause", Cause.reason(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=').append(Printable.quoted(value));
    }

    /** Durations as the configuration has them: {@code 10s}, {@code 1h30m}. */
    private static String text(Object value) {
        return value instanceof Duration
                ? value.toString().substring("PT".length()).toLowerCase(Locale.ROOT)
                : String.valueOf(value);
    }
}
