package io.carillon.bus;

/**
 * The clock of the node. One heartbeat interval is cut into {@code slices} pulses; a hub pings the connections of slice
 * {@code slice} only, so that pings are spread over the interval.
 *
 * @param now epoch milliseconds
 */
public record Pulse(long now, int slice, int slices) {
    /** No connection is in it. */
    public static final int NO_SLICE = -1;
}
