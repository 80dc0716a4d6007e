package io.carillon.outbound;

import java.time.Duration;

/**
 * What a request may cost.
 *
 * @param connect until there is a connection
 * @param whole from the call to the last byte of the answer
 * @param bytes most of an answer's body
 * @param connections most at once
 */
public record Bounds(Duration connect, Duration whole, int bytes, int connections) {}
