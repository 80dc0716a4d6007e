package io.carillon.session;

import io.carillon.config.IpAddress;
import io.carillon.config.LimitsConfig;
import io.carillon.config.ServerConfig;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bounds of the whole process on who may connect. The only state that WebSocketVerticles share: a bound "per process"
 * cut into parts would refuse connections while there is room.
 */
public final class Admission {
    /** Tokens of one address at a time, exempt ones too: a quarter of what one hub lets wait for slow signatures. */
    static final int MAX_VERIFYING = 64;

    private final int maxConnections;
    private volatile int connectionsPerUser;
    private final RateLimit handshakes;
    private final AtomicInteger connections = new AtomicInteger();
    private final AddressShares addresses;
    private final Map<InetAddress, Integer> verifying = new ConcurrentHashMap<>();
    private final Map<String, Integer> users = new ConcurrentHashMap<>();
    private final AtomicBoolean draining = new AtomicBoolean();

    public Admission(ServerConfig server, LimitsConfig limits) {
        this(
                server.maxConnections(),
                server.handshakesPerSecond(),
                limits.handshakesPerAddress(),
                limits.connectionsPerUser());
    }

    public Admission(int maxConnections, int handshakesPerSecond, int handshakesPerAddress, int connectionsPerUser) {
        this.maxConnections = maxConnections;
        this.connectionsPerUser = connectionsPerUser;
        addresses = new AddressShares(handshakesPerAddress);
        handshakes = new RateLimit(handshakesPerSecond, handshakesPerSecond, System.nanoTime());
    }

    /** From now on; those who are here stay. */
    public void become(LimitsConfig limits) {
        connectionsPerUser = limits.connectionsPerUser();
        addresses.become(limits.handshakesPerAddress());
    }

    /** Takes from what an address may try in a second; an IPv6 address shares that with its network. */
    boolean mayTry(InetAddress address, long nowNanos) {
        return addresses.take(IpAddress.party(address), nowNanos);
    }

    /**
     * Counts one more token of an address that is being verified, unless there are too many: slow signatures wait in one
     * line, which is not to be filled by one address. To be followed by {@link #endVerifying}.
     */
    boolean beginVerifying(InetAddress address) {
        if (verifying.merge(IpAddress.party(address), 1, Integer::sum) > MAX_VERIFYING) {
            endVerifying(address);
            return false;
        }
        return true;
    }

    void endVerifying(InetAddress address) {
        verifying.computeIfPresent(IpAddress.party(address), (party, count) -> count == 1 ? null : count - 1);
    }

    /** Whether {@link #mayShakeHands} would say yes. */
    boolean hasHandshake(long nowNanos) {
        synchronized (handshakes) {
            return handshakes.has(nowNanos);
        }
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

    boolean isFull() {
        return connections.get() >= maxConnections;
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

    /** What each address may try in a second. Bounded: the address that was quiet for longest is forgotten. */
    private static final class AddressShares {
        /** Some 250 bytes each. */
        private static final int MAX_ADDRESSES = 10_000;

        private final Map<InetAddress, RateLimit> limits = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<InetAddress, RateLimit> eldest) {
                return size() > MAX_ADDRESSES;
            }
        };

        private int perSecond;

        AddressShares(int perSecond) {
            this.perSecond = perSecond;
        }

        synchronized void become(int next) {
            if (next != perSecond) {
                perSecond = next;
                limits.clear();
            }
        }

        synchronized boolean take(InetAddress party, long nowNanos) {
            return limits.computeIfAbsent(party, absent -> new RateLimit(perSecond, perSecond, nowNanos))
                    .take(nowNanos);
        }
    }
}
