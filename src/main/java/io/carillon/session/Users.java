package io.carillon.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose connections are whose, on one event loop. Those of one user are a chain through the connections themselves: most
 * users have one, and a set of its own for each would cost more than all the rest.
 */
final class Users {
    private final Map<String, Connection> newest = new HashMap<>();

    void add(Connection connection) {
        Connection before = newest.put(connection.identity().userId(), connection);
        connection.older(before);
        if (before != null) {
            before.newer(connection);
        }
    }

    void remove(Connection connection) {
        Connection older = connection.older();
        Connection newer = connection.newer();
        if (older != null) {
            older.newer(newer);
        }
        if (newer != null) {
            newer.older(older);
        } else if (older != null) {
            newest.put(connection.identity().userId(), older);
        } else {
            newest.remove(connection.identity().userId());
        }
    }

    List<Connection> of(String userId) {
        List<Connection> all = new ArrayList<>(1);
        for (Connection each = newest.get(userId); each != null; each = each.older()) {
            all.add(each);
        }
        return all;
    }
}
