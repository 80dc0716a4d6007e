package io.carillon.session;

import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.List;

/** The connections of one event loop, and how to find them: by place, by name, by user, by group. */
final class Connections {
    private final ClientIds clientIds;
    private final List<Connection> list = new ArrayList<>();
    /** By number: the map that costs least for each connection. Numbers in a row do not collide, so it may be rather full. */
    private final LongObjectHashMap<Connection> byNumber = new LongObjectHashMap<>(16, 0.8f);

    private final Users users = new Users();
    private final Groups groups = new Groups();

    Connections(ClientIds clientIds) {
        this.clientIds = clientIds;
    }

    void add(Connection connection) {
        connection.place(list.size());
        list.add(connection);
        byNumber.put(connection.number(), connection);
        users.add(connection);
        connection.groups().forEach(group -> groups.join(connection, group));
    }

    /** The last one takes the place of the one that goes. */
    void remove(Connection connection) {
        Connection last = list.remove(list.size() - 1);
        if (last != connection) {
            list.set(connection.place(), last);
            last.place(connection.place());
        }
        byNumber.remove(connection.number());
        users.remove(connection);
        connection.groups().forEach(group -> groups.leave(connection, group));
    }

    int size() {
        return list.size();
    }

    /** @param place from 0 to {@link #size} */
    Connection at(int place) {
        return list.get(place);
    }

    /** All, in no order; a copy, since looking at one may end it. */
    List<Connection> all() {
        return List.copyOf(list);
    }

    ClientIds clientIds() {
        return clientIds;
    }

    /** The connection of that name; null when there is none. */
    Connection find(String clientId) {
        long number = clientIds.number(clientId);
        return number == ClientIds.NONE ? null : byNumber.get(number);
    }

    List<Connection> ofUser(String userId) {
        return users.of(userId);
    }

    Groups groups() {
        return groups;
    }
}
