package io.carillon.config;

import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** Says to people why something failed: the words of an exception, never the name of its class. */
public final class Reason {
    private static final int CAUSES = 20;

    private Reason() {}

    /** One line, of the failure itself or the first of its causes that has words. */
    public static String of(Throwable failure) {
        Throwable current = failure;
        for (int i = 0; current != null && i < CAUSES; i++) {
            String text = text(current);
            if (text != null) {
                return text;
            }
            current = current.getCause();
        }
        return "an internal error";
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return wordless(failure);
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host "
                    + message.replaceFirst("^Failed to resolve '([^']*)'.*", "$1")
                            .replaceFirst(":.*", "");
        }
        if (failure instanceof NoSuchFileException) {
            return message + ": no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": no permission";
        }
        // That of an exception without words of its own is its cause's class and words.
        Throwable cause = failure.getCause();
        if (cause != null && message.equals(cause.toString())) {
            return null;
        }
        return message.strip()
                .lines()
                .findFirst()
                .orElseThrow()
                .replaceAll("\\b(?:[a-z0-9]+\\.)+[A-Z]\\w*(?:Exception|Error): ", "");
    }

    /** Kinds that the JDK throws without words, and whose kind says it all. */
    private static String wordless(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "it took too long";
        }
        return failure instanceof ClosedChannelException ? "the connection is closed" : null;
    }

    /** Whether the failure or one of its causes says this, whatever the case. */
    static boolean says(Throwable failure, String words) {
        Throwable current = failure;
        for (int i = 0; current != null && i < CAUSES; i++) {
            if (String.valueOf(current.getMessage()).toLowerCase(Locale.ROOT).contains(words)) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }
}
