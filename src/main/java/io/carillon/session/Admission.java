package io.carillon.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bounds of the whole process on who may connect. The only state that WebSocketVerticles share: a bound "per process"
 * cut into parts would refuse connections while there is room.
 */
public final class Admission {
    private final int maxConnections;
    private volatile int connectionsPerUser;
    private final RateLimit handshakes;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, Integer> users = new ConcurrentHashMap<>();
    private final AtomicBoolean draining = new AtomicBoolean();

    public Admission(int maxConnections, int handshakesPerSecond, int connectionsPerUser) {
        this.maxConnections = maxConnections;
        this.connectionsPerUser = connectionsPerUser;
        handshakes = new RateLimit(handshakesPerSecond, handshakesPerSecond, System.nanoTime());
    }

    /** From now on; those who are here stay. */
    public void connectionsPerUser(int most) {
        connectionsPerUser = most;
    }

    boolean mayShakeHands(long nowNanos) {
        synchronized (handshakes) {
            return handshakes.take(nowNanos);
        }
    }

    /** Takes a place for one connection; to be given back with {@link #leave}. */
    boolean enter() {
        if (connections.incrementAndGet() > maxConnections) {
            connections.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        connections.decrementAndGet();
    }

    /** Counts one more connection of a user, also one too many: it is given back with {@link #leaveUser} all the same. */
    boolean enterUser(String user) {
        return users.merge(user, 1, Integer::sum) <= connectionsPerUser;
    }

    void leaveUser(String user) {
        users.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
    }

    /** From now on every handshake is refused. */
    public void drain() {
        draining.set(true);
    }

    /** Takes {@link #drain} back. */
    public void resume() {
        draining.set(false);
    }

    public boolean isDraining() {
        return draining.get();
    }
}
