package io.carillon.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.Locale;
import java.util.Set;

/**
 * {@code %cause} in logback.xml: a stack trace whose lines but the first begin with a tab. The message of an exception may
 * hold what a caller sent; a line of it cannot be taken for another entry of the log.
 */
public final class Cause extends ThrowableProxyConverter {
    private static final String JDK = "java.lang.";

    /** Of the classes of that package the two that do not mean a defect of the program. */
    private static final Set<String> ORDINARY =
            Set.of("java.lang.IllegalStateException", "java.lang.IllegalArgumentException");

    private static final String CLASS_NAME = "\\b(?:[a-z0-9]+\\.)+[A-Z]\\w*(?:Exception|Error): ";

    /** Their messages are only what is meant, a name or a path, without what is wrong with it. */
    private static final Set<String> NAMES = Set.of(
            "java.net.UnknownHostException",
            "java.nio.file.NoSuchFileException",
            "java.nio.file.AccessDeniedException",
            "java.nio.file.NotDirectoryException");

    /**
     * Whether the entry gets a stack trace: errors, whoever debugs, and defects of the program. A warning is about the
     * world outside, for which its reason suffices.
     */
    static boolean isTraced(ILoggingEvent event) {
        String kind = event.getThrowableProxy().getClassName();
        return event.getLevel().isGreaterOrEqual(Level.ERROR)
                || !event.getLevel().isGreaterOrEqual(Level.INFO)
                || kind.startsWith(JDK) && !ORDINARY.contains(kind);
    }

    /** What went wrong, in words: the message, or the words of the exception's name. */
    static String reason(IThrowableProxy failure) {
        String message = failure.getMessage();
        IThrowableProxy cause = failure.getCause();
        if (cause != null && (isBlank(message) || message.startsWith(cause.getClassName()))) {
            return reason(cause);
        }
        String kind = failure.getClassName();
        if (isBlank(message)) {
            return words(kind);
        }
        return (NAMES.contains(kind) ? words(kind) + ": " : "") + message.replaceAll(CLASS_NAME, "");
    }

    private static boolean isBlank(String message) {
        return message == null || message.isBlank();
    }

    /** {@code java.util.concurrent.TimeoutException}: timeout. */
    private static String words(String name) {
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        String kind = simple.replaceFirst("(?<=.)(Exception|Error|Throwable)$", "");
        return kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    @Override
    public String convert(ILoggingEvent event) {
        return event.getThrowableProxy() == null || isTraced(event) ? super.convert(event) : "";
    }

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
