package io.carillon.session;

import io.carillon.config.LimitsConfig;

/** The limits that hold now. One per event loop. */
final class Limits {
    private LimitsConfig now;

    Limits(LimitsConfig first) {
        now = first;
    }

    LimitsConfig now() {
        return now;
    }

    void become(LimitsConfig next) {
        now = next;
    }
}
