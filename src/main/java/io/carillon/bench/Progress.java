package io.carillon.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows how the run goes: one line that is written anew each second on a terminal, a line now and then elsewhere. */
public final class Progress {
    static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long TERMINAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FILE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String ERASE = "\r\u001b[K";
    private static final double NANOS = 1e9;

    private final PrintWriter to;
    private final boolean terminal;
    private String phase = "starting";
    private long shownAt = System.nanoTime();
    private long delivered;

    public Progress(PrintWriter to, boolean terminal) {
        this.to = to;
        this.terminal = terminal;
    }

    /** Says something that stays. */
    void say(String line) {
        clear();
        to.println(line);
        to.flush();
    }

    void phase(String name) {
        phase = name;
    }

    void show(Counts counts) {
        long now = System.nanoTime();
        if (now - shownAt < (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
            return;
        }
        double rate = (counts.get(Count.DELIVERED) - delivered) / ((now - shownAt) / NANOS);
        String line = String.format(
                Locale.ROOT,
                "%s: %,d open, %,d pending, %,d failed, %,d dropped; %,d published, %,.0f deliveries/s, %,d missing",
                phase,
                counts.get(Count.OPEN),
                counts.get(Count.PENDING),
                counts.get(Count.FAILED),
                counts.get(Count.DROPPED),
                counts.get(Count.PUBLISHED),
                rate,
                counts.missing());
        to.print(terminal ? ERASE + line : line + System.lineSeparator());
        to.flush();
        shownAt = now;
        delivered = counts.get(Count.DELIVERED);
    }

    /** The line is not needed any more. */
    void clear() {
        if (terminal) {
            to.print(ERASE);
            to.flush();
        }
    }
}
