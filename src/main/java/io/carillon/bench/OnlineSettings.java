package io.carillon.bench;

import io.carillon.bench.cluster.Shape;
import java.time.Duration;

/**
 * What the run with a whole cluster is to do.
 *
 * @param connections subscribers, all of them in one channel and each in a room
 * @param roomSize subscribers of a room
 * @param processes workers, at least 1
 * @param handshakes connections in the making at most
 * @param lobbyRate messages a second in the channel of all
 * @param lobbyTime of publishing there
 * @param roomRate messages a second in the rooms, all together
 * @param roomTime of publishing there
 * @param restartAfter from the death of a node to its next start
 */
public record OnlineSettings(
        Shape shape,
        int connections,
        int roomSize,
        int processes,
        int handshakes,
        double lobbyRate,
        Duration lobbyTime,
        double roomRate,
        Duration roomTime,
        Duration restartAfter) {
    private static final String PREFIX = "bench";
    private static final int MESSAGE_BYTES = 128;

    public OnlineSettings {
        require(shape.nodes() >= 2, "--nodes must be 2 or more: one of them will be killed");
        require(processes >= 1 && handshakes >= 1, "--processes and --handshakes must be 1 or more");
        require(
                roomSize >= 1 && connections / roomSize >= shape.nodes(),
                "--connections must fill a room of --room-size for each node");
        require(lobbyRate > 0 && roomRate > 0, "--rate and --room-rate must be more than 0");
        long room = (long) shape.nodes() * shape.capacity();
        require(
                room >= connections + publishers(shape),
                Rows.text(
                                "%,d nodes with --capacity %,d have no room for %,d connections: take more --nodes, or let a process",
                                shape.nodes(), shape.capacity(), connections + publishers(shape))
                        + " have more files (ulimit -n), from which the capacity follows");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * One for each node but that which will be killed: whether what a publisher had sent to a dying node was published
     * is more than it can know.
     */
    private static int publishers(Shape shape) {
        return shape.nodes() - 1;
    }

    /** The node, from 0, to which no publisher connects. */
    int victim() {
        return (connections + publishers(shape)) % shape.nodes();
    }

    int rooms() {
        return connections / roomSize;
    }

    /** Subscribers and publishers. */
    int total() {
        return connections + publishers(shape);
    }

    /** How many of them have a place while one node is dead. */
    long fits() {
        return Math.min(total(), (long) (shape.nodes() - 1) * shape.capacity());
    }

    /** @param run eight hexadecimal digits */
    Plan plan(String run) {
        return new Plan(run, PREFIX, rooms() + 1, 2, connections, publishers(shape), 0, MESSAGE_BYTES, true);
    }
}
