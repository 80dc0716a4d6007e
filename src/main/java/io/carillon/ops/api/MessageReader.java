package io.carillon.ops.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.channel.ClientId;
import io.carillon.protocol.ClientFrameDecoder;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;

/** Reads the messages that are to be published, within the bounds that hold for clients too. */
final class MessageReader {
    private final int maxBytes;

    /** @param maxBytes of a message's data */
    MessageReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @throws ProtocolException when a field is missing, wrong or too large */
    Message message(Fields fields) {
        byte[] data = fields.raw("data")
                .orElseThrow(() -> Call.invalid("data is missing"))
                .getBytes(UTF_8);
        if (data.length > maxBytes) {
            throw new ProtocolException(ErrorCode.TOO_LARGE);
        }
        return new Message(
                data,
                fields.text("key").map(MessageReader::checkedKey),
                fields.text("exclude").map(MessageReader::checkedClient));
    }

    private static String checkedKey(String key) {
        if (key.isEmpty() || key.length() > ClientFrameDecoder.MAX_KEY_LENGTH) {
            throw Call.invalid("key must have 1 to " + ClientFrameDecoder.MAX_KEY_LENGTH + " characters");
        }
        return key;
    }

    private static String checkedClient(String clientId) {
        if (!ClientId.isValid(clientId)) {
            throw Call.invalid("exclude must be a clientId");
        }
        return clientId;
    }
}
