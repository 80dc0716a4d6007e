package io.carillon.metrics;

import java.util.List;

/**
 * What the hubs of this node counted together.
 *
 * @param channels distinct names over the hubs
 * @param silent numbers of the hubs that did not answer; they are counted with what they said last
 * @param mute numbers of the hubs that answered and cannot publish, since each has a connection to the broker of its own
 * @param closed numbers of the hubs that let nobody in, since they do not know yet which tokens are revoked
 */
public record Population(
        int connections,
        int channels,
        int subscriptions,
        List<Integer> silent,
        List<Integer> mute,
        List<Integer> closed) {
    static final Population EMPTY = new Population(0, 0, 0, List.of(), List.of(), List.of());
}
