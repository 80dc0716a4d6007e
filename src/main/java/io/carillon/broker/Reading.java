package io.carillon.broker;

import io.carillon.channel.Position;

/**
 * A reading of one history that is under way.
 *
 * @param last what had been handed over when it began; null for nothing
 * @param after offset after which is read
 * @param passed live publications that were handed over since: the page may turn out to be older than they are
 */
record Reading(Position last, long after, Held passed) {}
