package io.carillon.session;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Movement;
import io.carillon.bus.Movement.Kind;
import io.carillon.bus.Movements;
import io.carillon.channel.Member;
import io.carillon.protocol.ServerFrames;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the bridge who comes into tracked channels and goes from them: what one turn of the event loop brings is one word,
 * said before any client hears of it. One per hub.
 */
final class MovementLog {
    private final int hub;
    private final Bus bus;
    private final Turn turn;
    private final Runnable flush = this::flush;
    private List<Movement> list = new ArrayList<>();

    MovementLog(int hub, Bus bus, Turn turn) {
        this.hub = hub;
        this.bus = bus;
        this.turn = turn;
    }

    void came(Kind kind, Subscription subscription) {
        Connection connection = subscription.connection();
        String clientId = connection.clientId();
        String user = connection.identity().userId();
        String text = ServerFrames.member(clientId, user, connection.identity().info());
        add(new Movement(kind, subscription.channel().name(), clientId, new Member(clientId, user, text)));
    }

    void went(Kind kind, Subscription subscription) {
        String clientId = subscription.connection().clientId();
        add(new Movement(kind, subscription.channel().name(), clientId, null));
    }

    private void add(Movement movement) {
        if (list.isEmpty()) {
            turn.first(flush);
        }
        list.add(movement);
    }

    /** Tells what is not told yet. */
    void flush() {
        if (list.isEmpty()) {
            return;
        }
        List<Movement> told = list;
        list = new ArrayList<>();
        bus.tell(Addresses.MOVEMENTS, new Movements(hub, told));
    }
}
