package io.carillon.session;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Recoveries that found their sockets full, in a line for each connection: only the first of a line keeps what it has read
 * and reads more, so that a client which hardly reads holds one page of history and not one for each of its channels. One
 * per event loop.
 */
final class Recoveries {
    private final Map<Connection, Queue<Recovery>> lines = new HashMap<>();

    /**
     * Takes its place in the line of its connection, if it has none.
     *
     * @return whether that is the first
     */
    boolean join(Connection connection, Recovery recovery) {
        Queue<Recovery> line = lines.computeIfAbsent(connection, key -> new ArrayDeque<>(2));
        if (!line.contains(recovery)) {
            line.add(recovery);
        }
        return line.peek() == recovery;
    }

    /** Who was behind the first of a line goes on. */
    void leave(Connection connection, Recovery recovery) {
        Queue<Recovery> line = lines.get(connection);
        if (line == null) {
            return;
        }
        boolean wasFirst = line.peek() == recovery;
        line.remove(recovery);
        if (line.isEmpty()) {
            lines.remove(connection);
        } else if (wasFirst) {
            line.peek().resume();
        }
    }
}
