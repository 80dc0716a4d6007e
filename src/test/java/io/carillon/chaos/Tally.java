package io.carillon.chaos;

import io.carillon.chaos.check.Event;
import java.util.Map;
import java.util.TreeMap;

/** How much there was of everything that is worth a line. */
final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();

    void see(Event event) {
        if (event instanceof Event.Subscribed subscribed && subscribed.recovered() != null) {
            count(subscribed.recovered() ? "recovered" : "not recovered: " + subscribed.reason());
        } else if (event instanceof Event.Reset reset) {
            count("reset: " + reset.reason());
        } else if (event instanceof Event.Refused refused) {
            count("refused: " + refused.code());
        } else if (event instanceof Event.Closed closed) {
            count("closed: " + closed.code());
        } else if (event instanceof Event.Accepted) {
            count("accepted");
        } else if (event instanceof Event.Heard) {
            count("heard");
        } else if (event instanceof Event.Struck) {
            count("faults");
        } else if (event instanceof Event.Measured measured) {
            counts.put(measured.what() + ", was " + measured.before(), measured.after());
        }
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((what, count) -> text.append(String.format("%10d  %s%n", count, what)));
        return text.toString();
    }
}
