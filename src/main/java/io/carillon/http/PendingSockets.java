package io.carillon.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * All sockets of the process that are not connections of clients yet: bounded for each address in number, and for all
 * together in bytes, of which every socket takes some by itself. When there are too many, the one that has been silent
 * longest goes. Shared by all event loops.
 */
public final class PendingSockets {
    /** What Vert.x and Netty keep for a socket that has said nothing. */
    static final int SOCKET_BYTES = 8 * 1024;

    private static final int IPV6_NETWORK_BYTES = 8;

    private final IntSupplier perAddress;
    private final long maxBytes;
    private final LinkedHashSet<Pending> all = new LinkedHashSet<>();
    private final Map<String, LinkedHashSet<Pending>> addresses = new HashMap<>();
    private long bytes;

    /**
     * @param perAddress sockets of one address, asked each time
     * @param maxBytes of all sockets, those of exempt addresses among them
     */
    public PendingSockets(IntSupplier perAddress, long maxBytes) {
        this.perAddress = perAddress;
        this.maxBytes = maxBytes;
    }

    /**
     * Counts one more socket.
     *
     * @param address of the other side; empty for one that is exempt from the bound for each address
     * @param cut ends the socket; called at most once, on any thread, and {@link SocketAccount#end} follows
     */
    public SocketAccount add(Optional<InetAddress> address, Runnable cut) {
        Pending pending = new Pending(address.map(PendingSockets::key).orElse(""), cut);
        Pending tooMany;
        synchronized (this) {
            all.add(pending);
            LinkedHashSet<Pending> neighbours = addresses.computeIfAbsent(pending.key, key -> new LinkedHashSet<>());
            neighbours.add(pending);
            bytes += SOCKET_BYTES;
            tooMany = !pending.key.isEmpty() && neighbours.size() > perAddress.getAsInt()
                    ? remove(neighbours.iterator().next())
                    : null;
        }
        cut(tooMany);
        cutForRoom();
        return pending;
    }

    /** How many there are now. */
    public synchronized int count() {
        return all.size();
    }

    /** One subscriber of IPv6 has a whole /64. */
    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }

    private void cutForRoom() {
        Pending silent = silentBeyondBytes();
        while (silent != null) {
            cut(silent);
            silent = silentBeyondBytes();
        }
    }

    private synchronized Pending silentBeyondBytes() {
        return bytes > maxBytes && all.size() > 1 ? remove(all.iterator().next()) : null;
    }

    private static void cut(Pending pending) {
        if (pending != null) {
            pending.cut.run();
        }
    }

    private Pending remove(Pending pending) {
        if (all.remove(pending)) {
            LinkedHashSet<Pending> neighbours = addresses.get(pending.key);
            neighbours.remove(pending);
            if (neighbours.isEmpty()) {
                addresses.remove(pending.key);
            }
            bytes -= SOCKET_BYTES + pending.held;
        }
        return pending;
    }

    private synchronized void heard(Pending pending) {
        if (all.remove(pending)) {
            all.add(pending);
            LinkedHashSet<Pending> neighbours = addresses.get(pending.key);
            neighbours.remove(pending);
            neighbours.add(pending);
        }
    }

    private void holds(Pending pending, int held) {
        if (pending.held == held) {
            return;
        }
        boolean tooMany;
        synchronized (this) {
            if (all.contains(pending)) {
                bytes += held - pending.held;
            }
            pending.held = held;
            tooMany = bytes > maxBytes;
        }
        if (tooMany) {
            cutForRoom();
        }
    }

    private final class Pending implements SocketAccount {
        private final String key;
        private final Runnable cut;
        private int held;

        private Pending(String key, Runnable cut) {
            this.key = key;
            this.cut = cut;
        }

        @Override
        public void heard() {
            PendingSockets.this.heard(this);
        }

        @Override
        public void holds(int bytes) {
            PendingSockets.this.holds(this, bytes);
        }

        @Override
        public void end() {
            synchronized (PendingSockets.this) {
                remove(this);
            }
        }
    }
}
