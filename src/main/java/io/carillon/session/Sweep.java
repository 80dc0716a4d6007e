package io.carillon.session;

import io.carillon.bus.Pulse;
import io.carillon.bus.SweepReport;
import io.carillon.config.HeartbeatConfig;
import io.carillon.config.LimitsConfig;
import io.carillon.protocol.CloseCode;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One round through a hub: ends connections that are slow, silent, take too long for a message, or whose token has been over
 * for its grace. A pulse of the heartbeat makes one, which pings the pulse's slice as well; between pulses that are far apart
 * the hub makes them of its own, since none of these times depends on how often clients are pinged. When the clock has jumped
 * or the process was held up since the last round, that was nobody's slowness or silence, and everyone's time begins anew.
 */
final class Sweep {
    /** A round that comes less late than this is the ordinary unevenness of timers. */
    private static final long UNEVENNESS_MILLIS = 1_000;

    private static final long MAX_PERIOD_MILLIS = 250;
    private static final long MIN_PERIOD_MILLIS = 10;

    /** Of the shortest time that is watched over. */
    private static final long ROUNDS = 4;

    private final Hub hub;
    private final int index;
    private final TokenExpiry expiry;
    private final Loop loop;
    private final Duration timeout;
    private final long intervalMillis;
    private long lastRound;

    Sweep(Hub hub, int index, HeartbeatConfig heartbeat, TokenExpiry expiry, Loop loop) {
        this.hub = hub;
        this.index = index;
        this.expiry = expiry;
        this.loop = loop;
        timeout = heartbeat.timeout();
        intervalMillis = heartbeat.interval().toMillis();
    }

    /** How often there is to be a round, at least. */
    long periodMillis() {
        LimitsConfig limits = loop.limits();
        long shortest = Stream.of(timeout, limits.pendingTimeout(), limits.messageTimeout())
                .mapToLong(Duration::toMillis)
                .min()
                .orElseThrow();
        return Math.max(MIN_PERIOD_MILLIS, Math.min(MAX_PERIOD_MILLIS, shortest / ROUNDS));
    }

    /** Whether a pulse has made a round of late, so that none is wanted now. */
    boolean isRecent(long now) {
        return Math.abs(now - lastRound) < periodMillis() * 3 / 4;
    }

    /** A round without pings. */
    SweepReport run(long now) {
        return run(new Pulse(now, Pulse.NO_SLICE, 1));
    }

    /** Goes backwards: whoever is ended gives its place to the last, who has been seen. */
    SweepReport run(Pulse pulse) {
        long gap = lastRound == 0 ? 0 : Math.abs(pulse.now() - lastRound);
        long ordinary = periodMillis() + UNEVENNESS_MILLIS;
        boolean leap = gap > bearable(ordinary);
        lastRound = pulse.now();
        hub.sweep(pulse.now(), gap > ordinary);
        Connections everyone = hub.everyone();
        int pinged = 0;
        int terminated = 0;
        for (int place = everyone.size() - 1; place >= 0; place--) {
            Connection connection = everyone.at(place);
            if (leap) {
                connection.socket().excuse(pulse.now());
            }
            if (isOverdue(connection.socket(), pulse.now())) {
                connection.socket().terminate();
                terminated++;
            } else if (expiry.isGraceOver(connection.identity(), pulse.now())) {
                connection.socket().close(CloseCode.TOKEN_EXPIRED);
            } else if (connection.number() % pulse.slices() == pulse.slice()) {
                connection.ping();
                pinged++;
            }
        }
        return new SweepReport(index, pinged, terminated);
    }

    private boolean isOverdue(WebSocketHandler socket, long now) {
        return now - socket.lastHeard() > timeout.toMillis()
                || socket.isMessageOverdue(now, loop.limits().messageTimeout().toMillis());
    }

    /** Whoever answers pings can have been silent for one interval before, and for the gap, but for no more. */
    private long bearable(long ordinary) {
        return Math.max(ordinary, timeout.toMillis() - intervalMillis);
    }
}
