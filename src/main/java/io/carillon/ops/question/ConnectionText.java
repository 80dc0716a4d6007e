package io.carillon.ops.question;

import io.carillon.bus.ConnectionDescription;
import io.carillon.protocol.JsonText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A connection as the API shows it, as JSON text: so the values of its metadata stay as they were sent. */
final class ConnectionText {
    /** @param node the id of the node that holds it */
    static String of(ConnectionDescription connection, String node) {
        return new JsonText()
                .string("clientId", connection.clientId())
                .string("userId", connection.userId())
                .string("node", node)
                .string("remoteAddress", connection.remoteAddress())
                .number("connectedAt", connection.connectedAt())
                .raw("channels", array(connection.channels()))
                .raw("groups", array(connection.groups()))
                .raw("metadata", metadata(connection.metadata()))
                .raw("stats", stats(connection))
                .raw("heartbeat", heartbeat(connection))
                .endAsText();
    }

    private static String array(List<String> texts) {
        return texts.stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"));
    }

    private static String metadata(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .map(entry -> JsonText.quote(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String stats(ConnectionDescription connection) {
        return new JsonText()
                .number("messagesReceived", connection.messagesReceived())
                .number("messagesSent", connection.messagesSent())
                .number("bytesReceived", connection.bytesReceived())
                .number("bytesSent", connection.bytesSent())
                .endAsText();
    }

    private static String heartbeat(ConnectionDescription connection) {
        return new JsonText()
                .number("lastPong", connection.lastPong())
                .number("pingCount", connection.pingCount())
                .raw("alive", Boolean.toString(connection.isAlive()))
                .endAsText();
    }

    private ConnectionText() {}
}
