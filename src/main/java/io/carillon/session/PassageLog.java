package io.carillon.session;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Passage;
import io.carillon.bus.Passage.Kind;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the hooks which connections come and go: what one turn of the event loop brings is one word. One per hub, and only
 * where hooks want to know.
 */
final class PassageLog {
    private final Bus bus;
    private final Context context;
    private final Clock clock;
    private final Handler<Void> flush = nothing -> flush();
    private List<Passage> list = new ArrayList<>();

    PassageLog(Bus bus, Context context, Clock clock) {
        this.bus = bus;
        this.context = context;
        this.clock = clock;
    }

    /** @param code with which the connection ended, else 0 */
    void add(Kind kind, Connection connection, int code) {
        if (list.isEmpty()) {
            context.runOnContext(flush);
        }
        list.add(new Passage(kind, connection.clientId(), connection.identity().userId(), clock.millis(), code));
    }

    private void flush() {
        List<Passage> told = list;
        list = new ArrayList<>();
        bus.tell(Addresses.PASSAGES, told);
    }
}
