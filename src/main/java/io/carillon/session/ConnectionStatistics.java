package io.carillon.session;

/**
 * What one connection has done so far. Times are epoch milliseconds; bytes are those of message texts, without framing.
 *
 * @param lastPong when the last pong came; the time of connecting before the first
 * @param pingsUnanswered pings sent since then
 */
record ConnectionStatistics(
        long connectedAt,
        long messagesReceived,
        long messagesSent,
        long bytesReceived,
        long bytesSent,
        long lastPong,
        int pingsUnanswered) {}
