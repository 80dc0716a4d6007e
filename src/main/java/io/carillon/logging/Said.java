package io.carillon.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.slf4j.event.KeyValuePair;

/** {@code %said} in logback.xml: the message and its key-values. Logback's own {@code %kvp} escapes nothing. */
public final class Said extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(Printable.plain(event.getFormattedMessage()));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.append(' ').append(pair.key).append('=').append(Printable.quoted(String.valueOf(pair.value)));
            }
        }
        return line.toString();
    }
}
