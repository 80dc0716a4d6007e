package io.carillon.chaos.actor;

import java.util.Random;

/** Makes messages of different lengths: most are short, unless they are to fill a connection. */
record Padding(Random random) {
    private static final int LONGEST = 2_000;
    private static final int FLOOD = 32_000;

    String next() {
        return "x".repeat(random.nextInt(1 + random.nextInt(LONGEST)));
    }

    String flood() {
        return "x".repeat(FLOOD);
    }
}
