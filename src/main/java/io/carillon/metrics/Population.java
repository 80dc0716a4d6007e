package io.carillon.metrics;

import java.util.List;

/**
 * What the hubs of this node counted together.
 *
 * @param channels distinct names over the hubs
 * @param silent numbers of the hubs that did not answer; they are counted with what they said last
 */
public record Population(int connections, int channels, int subscriptions, List<Integer> silent) {
    static final Population EMPTY = new Population(0, 0, 0, List.of());
}
