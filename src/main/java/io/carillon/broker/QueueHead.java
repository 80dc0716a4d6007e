package io.carillon.broker;

import java.util.List;

/**
 * What the queue of events says to one who wants to deliver.
 *
 * @param mine whether the caller is the courier; if not, the rest says nothing
 * @param length events that wait, those in {@code events} among them
 * @param events the oldest, in order
 */
public record QueueHead(boolean mine, long length, List<StoredEvent> events) {
    public static final QueueHead ANOTHERS = new QueueHead(false, 0, List.of());
}
