/**
 * Counting: what the node counts ({@link io.carillon.metrics.Meters}), how long things take ({@link
 * io.carillon.metrics.Statistics}), and the verticle that gathers both and shows them.
 */
package io.carillon.metrics;
