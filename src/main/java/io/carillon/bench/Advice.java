package io.carillon.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to do about faults that a load meets. */
final class Advice {
    /** A beginning of a fault's name, and the advice. */
    private static final List<Map.Entry<String, String>> ALL = List.of(
            Map.entry("handshake: 401", "the server does not know the token: --conf must be its own configuration"),
            Map.entry(
                    "handshake: 503 Too many handshakes",
                    "lower --connect-rate, or raise server.handshakesPerSecond of the server"),
            Map.entry("handshake: 503 Too many connections", "raise server.maxConnections of the server"),
            Map.entry(
                    "closed: 3504",
                    "a user may have limits.connectionsPerUser connections: raise it, or use more users"),
            Map.entry(
                    "closed: 3008",
                    "subscribers did not read fast enough: lower the load, or raise limits.pendingBytes"),
            Map.entry(
                    "closed: 3500",
                    "a publisher went on although it was refused: raise limits.messagesPerSecond of the server"),
            Map.entry(
                    "publish: 429",
                    "limits.messagesPerSecond of the server bounds each publisher: use more --publishers, or raise it"),
            Map.entry(
                    "subscribe: 429 rate_limited",
                    "subscriptions count for limits.messageBurst of the server: raise it"),
            Map.entry("subscribe: 429 limit_reached", "raise limits.channelsPerConnection of the server"),
            Map.entry("subscribe: 403", "the token or the namespace does not allow it: see --conf and --channel"),
            Map.entry("publish: 403", "the token or the namespace does not allow it: see --conf and --channel"),
            Map.entry(
                    RecoveringSubscriptions.NO_POSITION,
                    "the channel has no history: name one with --channel, such as chat:bench, in whose namespace historySize"
                            + " and historyTtl are positive"),
            Map.entry(
                    "recovered false: expired",
                    "the history was too small or too short: raise historySize and historyTtl of the namespace"),
            Map.entry("subscribe: 404", "the server has no such namespace: see --channel"));

    private Advice() {}

    static Optional<String> on(String fault) {
        return ALL.stream()
                .filter(advice -> fault.startsWith(advice.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
