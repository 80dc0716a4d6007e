package io.carillon.session;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/** Who is in which group, for the connections of one event loop. An empty group does not exist. */
final class Groups {
    private final Map<String, Set<Connection>> members = new HashMap<>();

    void join(Connection connection, String group) {
        members.computeIfAbsent(group, name -> new LinkedHashSet<>()).add(connection);
    }

    void leave(Connection connection, String group) {
        members.computeIfPresent(group, (name, all) -> all.remove(connection) && all.isEmpty() ? null : all);
    }

    Set<Connection> members(String group) {
        return members.getOrDefault(group, Set.of());
    }

    /** Names each group, with the number of its members. */
    void forEach(ObjIntConsumer<String> group) {
        members.forEach((name, all) -> group.accept(name, all.size()));
    }
}
