package io.carillon.ops.api;

import io.carillon.json.StrictJson;
import java.util.function.IntSupplier;

/** A reader of JSON whose bound of nesting is what the configuration says now. Belongs to one event loop. */
final class CurrentJson {
    private final IntSupplier depths;
    private final int more;
    private int depth;
    private StrictJson json;

    /**
     * @param depths levels of nesting that hold when it is asked
     * @param more levels that are allowed beyond those
     */
    CurrentJson(IntSupplier depths, int more) {
        this.depths = depths;
        this.more = more;
    }

    StrictJson get() {
        int now = depths.getAsInt() + more;
        if (json == null || now != depth) {
            depth = now;
            json = new StrictJson(now);
        }
        return json;
    }
}
