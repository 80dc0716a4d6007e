package io.carillon.protocol;

import io.carillon.channel.Position;
import java.util.Optional;

/**
 * Reads a client's message. The value of {@code data} is checked to be JSON but never built: the frame says where its
 * bytes are, so that subscribers get them as they came.
 *
 * <p>One per event loop.
 */
public final class ClientFrameDecoder {
    public static final int MAX_ID_LENGTH = 64;
    public static final int MAX_KEY_LENGTH = 128;
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1_000;

    private static final String[] FIELDS = {"type", "id", "channel", "token", "data", "key", "since", "limit", "reverse"
    };
    private static final String[] TYPES = {
        "subscribe", "unsubscribe", "publish", "presence", "history", "ping", "refresh"
    };

    /** Its fields stand in the message's own object. */
    private static final int DEPTH = 1;

    private final JsonScanner json;
    private final Draft draft = new Draft();

    /** @param jsonDepth levels of nesting of the whole message */
    public ClientFrameDecoder(int jsonDepth) {
        json = new JsonScanner(jsonDepth);
    }

    /**
     * @param message holds the JSON text from index 0, known to be valid UTF-8
     * @throws ProtocolException with {@link ErrorCode#INVALID_MESSAGE} when it is no request; carries the id when that
     *     could be read
     */
    public ClientFrame decode(byte[] message, int length) {
        draft.begin();
        json.begin(message, length);
        json.expect('{');
        if (!json.take('}')) {
            do {
                draft.readField(json);
            } while (json.take(','));
            json.expect('}');
        }
        json.expectEnd();
        return draft.finish();
    }

    /**
     * What has been read so far; the one object serves all messages, one after the other. A field of a wrong type is judged
     * at the end, when the id is known.
     */
    private static final class Draft {
        private ClientFrame.Type type;
        private String id;
        private String channel;
        private String token;
        private int dataOffset;
        private int dataLength;
        private String key;
        private Position since;
        private int limit;
        private boolean reverse;
        private boolean wrong;

        void begin() {
            type = null;
            id = null;
            channel = null;
            token = null;
            dataOffset = -1;
            dataLength = 0;
            key = null;
            since = null;
            limit = DEFAULT_LIMIT;
            reverse = false;
            wrong = false;
        }

        void readField(JsonScanner json) {
            json.readString();
            String name = json.stringAmong(FIELDS);
            json.expect(':');
            switch (name) {
                case "type" -> type = isText(json) ? ClientFrame.Type.of(json.stringAmong(TYPES)) : null;
                case "id" -> id = readId(json);
                case "channel" -> channel = isText(json) ? json.string() : null;
                case "token" -> token = isText(json) ? json.string() : null;
                case "data" -> readData(json);
                case "key" -> key = readKey(json);
                case "since" -> readSince(json);
                case "limit" -> limit = (int) readNumber(json, 1, MAX_LIMIT);
                case "reverse" -> reverse = readFlag(json);
                default -> json.skipValue(DEPTH);
            }
        }

        ClientFrame finish() {
            if (wrong || type == null) {
                throw new ProtocolException(ErrorCode.INVALID_MESSAGE, Optional.ofNullable(id));
            }
            return new ClientFrame(
                    type, Optional.ofNullable(id), channel, dataOffset, dataLength, token, key, since, limit, reverse);
        }

        private void readData(JsonScanner json) {
            json.next();
            dataOffset = json.position();
            json.skipValue(DEPTH);
            dataLength = json.position() - dataOffset;
        }

        /** Reads the value, whatever it is. */
        private boolean isText(JsonScanner json) {
            boolean text = json.next() == '"';
            json.skipValue(DEPTH);
            wrong |= !text;
            return text;
        }

        private String readKey(JsonScanner json) {
            String text = isText(json) ? json.string() : "";
            wrong |= text.isEmpty() || text.length() > MAX_KEY_LENGTH;
            return text;
        }

        private void readSince(JsonScanner json) {
            if (json.next() == '{') {
                since = new PositionReader(json, DEPTH + 1).read();
            } else {
                json.skipValue(DEPTH);
            }
            wrong |= since == null;
        }

        private long readNumber(JsonScanner json, long least, long most) {
            long number = json.wholeNumber(DEPTH);
            wrong |= number < least || number > most;
            return number;
        }

        private boolean readFlag(JsonScanner json) {
            int first = json.next();
            json.skipValue(DEPTH);
            wrong |= first != 't' && first != 'f';
            return first == 't';
        }

        /** The id as JSON text; a string is quoted again, so that it is written in one way only. */
        private String readId(JsonScanner json) {
            int first = json.next();
            int begin = json.position();
            json.skipValue(DEPTH);
            boolean isText = first == '"';
            if (isText || first == '-' || JsonScanner.isDigit(first)) {
                String value = isText ? json.string() : json.textSince(begin);
                if (value.length() <= MAX_ID_LENGTH) {
                    return isText ? JsonText.quote(value) : value;
                }
            }
            wrong = true;
            return null;
        }
    }
}
