package io.carillon.chaos.actor;

import java.util.Random;

/** Makes messages of different lengths: most are short. */
record Padding(Random random) {
    private static final int LONGEST = 2_000;

    String next() {
        return "x".repeat(random.nextInt(1 + random.nextInt(LONGEST)));
    }
}
