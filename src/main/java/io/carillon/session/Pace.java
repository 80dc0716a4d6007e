package io.carillon.session;

import java.time.Duration;

/**
 * How many of a crowd are to be gone after so many steps. It counts steps, not time: when steps come late, it is
 * for others to say whether the end is late or some are left out.
 */
record Pace(int crowd, long steps) {
    static final long STEP_MILLIS = 50;

    /** Evenly over a time; of any second no more than its part, rounded up. */
    static Pace over(int crowd, Duration time) {
        return new Pace(crowd, Math.max(1, (time.toMillis() - 1) / STEP_MILLIS + 1));
    }

    /** @param step from 1 on */
    int gone(long step) {
        return step >= steps ? crowd : (int) (crowd * step / steps);
    }
}
