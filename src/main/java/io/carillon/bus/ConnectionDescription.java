package io.carillon.bus;

import java.util.List;
import java.util.Map;

/**
 * A connection as the API shows it. Times are epoch milliseconds; bytes are those of message texts, without framing.
 *
 * @param metadata each value as JSON text
 * @param lastPong when the last pong came; the time of connecting before the first
 * @param pingsUnanswered pings sent since then
 */
public record ConnectionDescription(
        String clientId,
        String userId,
        String remoteAddress,
        long connectedAt,
        List<String> channels,
        List<String> groups,
        Map<String, String> metadata,
        long messagesReceived,
        long messagesSent,
        long bytesReceived,
        long bytesSent,
        long lastPong,
        long pingCount,
        int pingsUnanswered) {
    /** One unanswered ping may be on its way. */
    public boolean isAlive() {
        return pingsUnanswered < 2;
    }
}
