package io.carillon.session;

import io.carillon.bus.Pulse;
import io.carillon.bus.SweepReport;
import io.carillon.config.HeartbeatConfig;
import io.carillon.protocol.CloseCode;
import java.time.Duration;

/**
 * One round through a hub on a pulse: ends connections that are slow, silent, or whose token has been over for its grace,
 * and pings those of the pulse's slice. When the clock has jumped or the process was held up since the last pulse, that
 * was nobody's slowness or silence, and everyone's time begins anew.
 */
final class Sweep {
    /** A pulse that comes less late than this is the ordinary unevenness of timers. */
    private static final long UNEVENNESS_MILLIS = 1_000;

    private final Hub hub;
    private final int index;
    private final long timeoutMillis;
    private final long intervalMillis;
    private final long graceMillis;
    private long lastPulse;

    /** @param grace how long a connection outlives its token */
    Sweep(Hub hub, int index, HeartbeatConfig heartbeat, Duration grace) {
        this.hub = hub;
        this.index = index;
        timeoutMillis = heartbeat.timeout().toMillis();
        intervalMillis = heartbeat.interval().toMillis();
        graceMillis = grace.toMillis();
    }

    /** Goes backwards: whoever is ended gives its place to the last, who has been seen. */
    SweepReport run(Pulse pulse) {
        long gap = lastPulse == 0 ? 0 : Math.abs(pulse.now() - lastPulse);
        long ordinary = intervalMillis / pulse.slices() + UNEVENNESS_MILLIS;
        boolean leap = gap > bearable(ordinary);
        lastPulse = pulse.now();
        hub.sweep(pulse.now(), gap > ordinary);
        Connections everyone = hub.everyone();
        int pinged = 0;
        int terminated = 0;
        for (int place = everyone.size() - 1; place >= 0; place--) {
            Connection connection = everyone.at(place);
            if (leap) {
                connection.socket().excuse(pulse.now());
            }
            if (pulse.now() - connection.socket().lastHeard() > timeoutMillis) {
                connection.socket().terminate();
                terminated++;
            } else if (connection.identity().expiresAt() <= pulse.now() - graceMillis) {
                connection.socket().close(CloseCode.TOKEN_EXPIRED);
            } else if (connection.number() % pulse.slices() == pulse.slice()) {
                connection.ping();
                pinged++;
            }
        }
        return new SweepReport(index, pinged, terminated);
    }

    /** Whoever answers pings can have been silent for one interval before, and for the gap, but for no more. */
    private long bearable(long ordinary) {
        return Math.max(ordinary, timeoutMillis - intervalMillis);
    }
}
