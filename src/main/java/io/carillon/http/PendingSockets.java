package io.carillon.http;

import io.carillon.config.IpAddress;
import java.net.InetAddress;
import java.util.HashMap;
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

    private final IntSupplier perAddress;
    private final long maxBytes;
    private final LinkedHashSet<Pending> all = new LinkedHashSet<>();
    private final Map<Optional<InetAddress>, LinkedHashSet<Pending>> parties = new HashMap<>();
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
        Pending pending = new Pending(address.map(IpAddress::party), cut);
        Pending tooMany;
        synchronized (this) {
            all.add(pending);
            LinkedHashSet<Pending> neighbours = parties.computeIfAbsent(pending.party, absent -> new LinkedHashSet<>());
            neighbours.add(pending);
            bytes += SOCKET_BYTES;
            tooMany = pending.party.isPresent() && neighbours.size() > perAddress.getAsInt()
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
            LinkedHashSet<Pending> neighbours = parties.get(pending.party);
            neighbours.remove(pending);
            if (neighbours.isEmpty()) {
                parties.remove(pending.party);
            }
            bytes -= SOCKET_BYTES + pending.held;
        }
        return pending;
    }

    private synchronized void heard(Pending pending) {
        if (all.remove(pending)) {
            all.add(pending);
            LinkedHashSet<Pending> neighbours = parties.get(pending.party);
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
        /** Empty for those that are exempt. */
        private final Optional<InetAddress> party;

        private final Runnable cut;
        private int held;

        private Pending(Optional<InetAddress> party, Runnable cut) {
            this.party = party;
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
