package io.carillon.bus;

import java.time.Duration;

/**
 * Tells a hub to send some of its connections to other nodes. It takes the place of an earlier one; while the hub drains it is
 * without effect.
 *
 * @param part of the hub's connections, from 0 to 1; 0 ends what an earlier one began
 * @param over the time over which they are closed, evenly
 */
public record Move(double part, Duration over) {
    public Move {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("part is from 0 to 1");
        }
    }
}
