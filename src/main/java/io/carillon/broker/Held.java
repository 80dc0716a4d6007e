package io.carillon.broker;

import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import java.util.ArrayList;
import java.util.List;

/** Live publications that are kept while a page is read. What is too much is left out, for the history has it. */
final class Held {
    static final int MAX = 1_024;
    static final long MAX_BYTES = 1 << 20;

    private List<Publication> all = new ArrayList<>(0);
    private long bytes;
    private int marked;

    void add(Publication live) {
        long more = bytes + live.text().length;
        if (all.size() < MAX && more <= MAX_BYTES) {
            all.add(live);
            bytes = more;
        }
    }

    /** Tells those that are held now from those that come. */
    void mark() {
        marked = all.size();
    }

    /** How many of the first were there at the last mark. */
    int marked() {
        return marked;
    }

    /** In the order in which they came. */
    List<Publication> all() {
        return all;
    }

    /** Holds nothing afterwards. */
    List<Publication> takeAll() {
        List<Publication> taken = all;
        all = new ArrayList<>(0);
        bytes = 0;
        marked = 0;
        return taken;
    }

    /**
     * Looks for those that lead to a position without a gap, and lets go of what came before them.
     *
     * @return where they begin; the position itself when there are none
     */
    Position leadTo(Position end) {
        int first = 0;
        for (int i = 0; i < all.size(); i++) {
            Publication live = all.get(i);
            if (i > 0 && !live.follows(all.get(i - 1).position())) {
                first = i;
            }
            if (live.position().equals(end)) {
                Position start = all.get(first).predecessor();
                all.subList(0, first).clear();
                marked = Math.max(0, marked - first);
                return start;
            }
        }
        return end;
    }
}
