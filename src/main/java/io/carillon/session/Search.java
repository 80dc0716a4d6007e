package io.carillon.session;

import io.carillon.bus.Selection;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Finds the connections that a selection means, beginning with a set that it names. */
final class Search {
    private final Hub hub;

    Search(Hub hub) {
        this.hub = hub;
    }

    /** Calls back for each that fits, in no order. Nobody may come or go meanwhile. */
    void find(Selection which, Consumer<Connection> found) {
        for (Connection each : candidates(which)) {
            if (fits(each, which)) {
                found.accept(each);
            }
        }
    }

    private Collection<Connection> candidates(Selection which) {
        Connections everyone = hub.everyone();
        if (which.clientId().isPresent()) {
            Connection one = everyone.find(which.clientId().get());
            return one == null ? List.of() : List.of(one);
        }
        if (which.userId().isPresent()) {
            return everyone.ofUser(which.userId().get());
        }
        if (which.group().isPresent()) {
            return everyone.groups().members(which.group().get());
        }
        return which.channel().isPresent() ? hub.subscribers(which.channel().get()) : everyone.all();
    }

    private static boolean fits(Connection connection, Selection which) {
        return (which.userId().isEmpty()
                        || which.userId().get().equals(connection.identity().userId()))
                && (which.group().isEmpty()
                        || connection.groups().contains(which.group().get()))
                && (which.channel().isEmpty()
                        || connection.isSubscribed(which.channel().get()));
    }
}
