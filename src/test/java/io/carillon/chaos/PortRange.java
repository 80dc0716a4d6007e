package io.carillon.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ports of loopback that no other run takes as long as this one lasts, not even while the process that listens there is
 * killed: who holds the first port of a range has the others. The ranges lie above the ports of tests and of {@code
 * bench}, and below those that systems give to outgoing connections.
 */
final class PortRange implements AutoCloseable {
    static final int SIZE = 100;

    private static final int FIRST = 30_000;
    private static final int END = 32_000;

    private final ServerSocket claim;
    private int next;

    private PortRange(ServerSocket claim) {
        this.claim = claim;
        next = claim.getLocalPort() + 1;
    }

    /** @throws IOException when all ranges are taken */
    static PortRange claim() throws IOException {
        for (int first = FIRST; first < END; first += SIZE) {
            ServerSocket claim = new ServerSocket();
            if (binds(claim, first)) {
                return new PortRange(claim);
            }
            claim.close();
        }
        throw new IOException("Too many runs at once: all ports from " + FIRST + " to " + END + " are taken");
    }

    /** Another each time, free now. */
    int next() {
        while (next < claim.getLocalPort() + SIZE) {
            int port = next++;
            try (ServerSocket probe = new ServerSocket()) {
                if (binds(probe, port)) {
                    return port;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("No port is left of those from " + claim.getLocalPort());
    }

    private static boolean binds(ServerSocket socket, int port) {
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The ports are anybody's again. */
    @Override
    public void close() throws IOException {
        claim.close();
    }
}
