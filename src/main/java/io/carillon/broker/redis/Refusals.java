package io.carillon.broker.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which commands of a batch Redis has refused. The client fails a batch with one text, in which each refused command has
 * its number and Redis's words; a leading {@code ERR} of these is cut.
 */
final class Refusals {
    private static final Pattern REFUSAL = Pattern.compile("ERR \\[(\\d{1,9})] ?([^\\r\\n]*)");

    private final Map<Integer, String> byNumber = new HashMap<>();
    private final String all;

    private Refusals(String all) {
        this.all = all;
    }

    /** @param batch false when the message is Redis's answer to a single command */
    static Refusals of(boolean batch, String message) {
        Refusals refusals = new Refusals(message);
        if (batch) {
            Matcher matcher = REFUSAL.matcher(message);
            while (matcher.find()) {
                refusals.byNumber.put(Integer.valueOf(matcher.group(1)), matcher.group(2));
            }
        }
        return refusals;
    }

    /** The error of a command, null when it has succeeded. A text that names no command is about all. */
    String of(int number) {
        return byNumber.isEmpty() ? all : byNumber.get(number);
    }
}
