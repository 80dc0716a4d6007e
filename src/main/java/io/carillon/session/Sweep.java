package io.carillon.session;

import io.carillon.bus.Pulse;
import io.carillon.bus.SweepReport;
import io.carillon.protocol.CloseCode;
import java.time.Duration;

/**
 * One round through a hub on a pulse: ends connections that are silent or whose token has expired, and pings those of the
 * pulse's slice.
 */
final class Sweep {
    private final Hub hub;
    private final int index;
    private final long timeoutMillis;

    Sweep(Hub hub, int index, Duration heartbeatTimeout) {
        this.hub = hub;
        this.index = index;
        timeoutMillis = heartbeatTimeout.toMillis();
    }

    /** Goes backwards: whoever is ended gives its place to the last, who has been seen. */
    SweepReport run(Pulse pulse) {
        int pinged = 0;
        int terminated = 0;
        for (int place = hub.size() - 1; place >= 0; place--) {
            Connection connection = hub.connection(place);
            if (pulse.now() - connection.socket().lastHeard() > timeoutMillis) {
                connection.socket().terminate();
                terminated++;
            } else if (connection.identity().expiresAt() <= pulse.now()) {
                connection.socket().close(CloseCode.TOKEN_EXPIRED);
            } else if (connection.number() % pulse.slices() == pulse.slice()) {
                connection.ping();
                pinged++;
            }
        }
        return new SweepReport(index, pinged, terminated);
    }
}
