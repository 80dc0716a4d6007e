package io.carillon.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * An entry of the log as one JSON object in one line. Numbers and booleans are numbers and booleans, a duration is a number
 * of milliseconds, a list is a list, anything else a string. The names are those of Logback's own encoder, which writes
 * every value as a string.
 */
public final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    @Override
    public void start() {
        traces.setContext(getContext());
        traces.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder out =
                head(event.getTimeStamp(), event.getLevel().toString(), event.getThreadName(), event.getLoggerName());
        field(out, "message", event.getFormattedMessage());
        pairs(out, event.getKeyValuePairs());
        if (event.getThrowableProxy() != null) {
            throwable(out, event);
        }
        return bytes(out);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    /** A line of other making, in the same form. */
    static byte[] line(String level, String logger, String message) {
        StringBuilder out =
                head(System.currentTimeMillis(), level, Thread.currentThread().getName(), logger);
        field(out, "message", message);
        return bytes(out);
    }

    private static StringBuilder head(long time, String level, String thread, String logger) {
        StringBuilder out = new StringBuilder(256).append("{\"timestamp\":").append(time);
        field(out, "level", level);
        field(out, "threadName", thread);
        field(out, "loggerName", logger);
        return out;
    }

    private static byte[] bytes(StringBuilder out) {
        return out.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void pairs(StringBuilder out, List<KeyValuePair> pairs) {
        if (pairs == null || pairs.isEmpty()) {
            return;
        }
        out.append(",\"kvpList\":[");
        for (KeyValuePair pair : pairs) {
            out.append(out.charAt(out.length() - 1) == '[' ? "{" : ",{");
            string(out, pair.key);
            out.append(':');
            value(out, pair.value);
            out.append('}');
        }
        out.append(']');
    }

    private static void value(StringBuilder out, Object value) {
        if (value == null || value instanceof Boolean || isFinite(value)) {
            out.append(value);
        } else if (value instanceof Duration duration) {
            out.append(duration.toMillis());
        } else if (value instanceof Collection<?> all) {
            out.append('[');
            for (Iterator<?> each = all.iterator(); each.hasNext(); ) {
                value(out, each.next());
                out.append(each.hasNext() ? "," : "");
            }
            out.append(']');
        } else {
            string(out, String.valueOf(value));
        }
    }

    private static boolean isFinite(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private void throwable(StringBuilder out, ILoggingEvent event) {
        IThrowableProxy failure = event.getThrowableProxy();
        field(out, "cause", Cause.reason(failure));
        if (Cause.isTraced(event)) {
            field(out, "stackTrace", traces.convert(event));
        }
    }

    private static void field(StringBuilder out, String name, String value) {
        out.append(",\"").append(name).append("\":");
        string(out, value);
    }

    /** RFC 8259, section 7; halves of surrogate pairs are escaped, since UTF-8 cannot hold them. */
    private static void string(StringBuilder out, String text) {
        out.append('"');
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                out.append('\\').append((char) point);
            } else if (point < ' ' || point == 0x7F || point >= 0xD800 && point <= 0xDFFF) {
                out.append(String.format("\\u%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        out.append('"');
    }
}
