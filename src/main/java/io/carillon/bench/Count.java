package io.carillon.bench;

/** What a worker counts. Sums over workers are sums, but for times and an offset, of which the latest counts. */
enum Count {
    /** Subscribers, stalled and publishers that are open now. */
    OPEN,
    /** Of those, the stalled. */
    STALLED_OPEN,
    /** Connections that are being made or wait for their turn. */
    PENDING,
    /** Connections that were opened, again or for the first time. */
    OPENED,
    /** Attempts that did not become a connection. */
    FAILED,
    /** Attempts and connections that the server ended, saying when it wants to see the client again. */
    POSTPONED,
    /** Attempts that began before the time that the server had named. */
    EARLY,
    /** Connections that were told that the server will close them. */
    WARNED,
    /** Open connections that went without being told to. */
    DROPPED,
    /** Of those, the stalled. */
    STALLED_DROPPED,
    PUBLISHED,
    MEASURED_PUBLISHED,
    /** Messages that the server answered with an error. */
    REFUSED,
    /** Deliveries that the published messages make, refused ones apart. */
    EXPECTED,
    DELIVERED,
    MEASURED_EXPECTED,
    MEASURED_DELIVERED,
    DUPLICATES,
    /** Deliveries that came after a later one of their stream. */
    REORDERED,
    /** Messages that are none of this run's. */
    FOREIGN,
    /** Messages that were published while a connection was being made again. */
    AWAY,
    /** Subscribers that came back and were promised what they had missed. */
    RECOVERED,
    /** Subscribers that came back and were told that it is not there any more. */
    UNRECOVERED,
    /** Messages that they were promised. */
    MISSED,
    /** Of those, the ones that came. */
    RECOVERED_MESSAGES,
    /** Subscribers that have not got all of them yet. */
    BEHIND,
    /** Times that a closed loop gave up to wait for deliveries that did not come. */
    PAUSES,
    /** 1 while a worker publishes. */
    PUBLISHING,
    /** Nanoseconds of the machine's clock. */
    LAST_OPENED_AT,
    LAST_DELIVERY_AT,
    /** The highest offset at which the channel stood when a subscriber came back. */
    NEWEST_AT_RETURN;

    /** Whether there is no sum, since only the latest counts. */
    boolean isLatest() {
        return this == LAST_OPENED_AT || this == LAST_DELIVERY_AT || this == NEWEST_AT_RETURN;
    }
}
