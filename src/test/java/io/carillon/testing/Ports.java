package io.carillon.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface that were free a moment ago. They lie below those that the system gives to outgoing
 * connections by itself, so that none of these takes one before its server has started.
 */
public final class Ports {
    /** The nodes of a Redis cluster speak to each other on a port that lies so much higher. */
    static final int BUS_OFFSET = 10_000;

    private static final int FIRST = 11_000;
    /** Above them are those of chaos. */
    private static final int END = 30_000;

    /** Whoever was given one may not have taken it yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** One that was not given before. */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    /** One for a node of a Redis cluster, whose second port is free, too. */
    static int freeWithBus() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END - BUS_OFFSET);
            if (isFree(port) && isFree(port + BUS_OFFSET) && GIVEN.add(port) && GIVEN.add(port + BUS_OFFSET)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
