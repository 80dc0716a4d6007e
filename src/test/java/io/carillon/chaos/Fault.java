package io.carillon.chaos;

import java.io.IOException;

/**
 * Something that is done to the theatre, and undone.
 *
 * @param name what it is and whom it hits
 * @param millis how long it lasts, beside the time that doing and undoing take
 * @param clients nodes whose clients may notice, as digits
 * @param broker nodes that cannot publish meanwhile, as digits
 */
record Fault(String name, long millis, String clients, String broker, Act strike, Act heal) {
    static final String NOBODY = "";
    static final String ALL = "012";

    /** A step of a fault. */
    @FunctionalInterface
    interface Act {
        void on(Theatre theatre) throws IOException, InterruptedException;
    }

    static final Act NOTHING = theatre -> {};
}
