package io.carillon.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;

/**
 * {@code %cause} in logback.xml: a stack trace whose lines but the first begin with a tab. The message of an exception may
 * hold what a caller sent; a line of it cannot be taken for another entry of the log.
 */
public final class Cause extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        StringBuilder out = new StringBuilder();
        for (String line : super.throwableProxyToString(failure).split("\n")) {
            boolean indented = line.startsWith("\t");
            out.append(out.isEmpty() ? "" : "\t")
                    .append(Printable.plain(indented ? line.substring(1) : line))
                    .append('\n');
        }
        return out.toString();
    }
}
