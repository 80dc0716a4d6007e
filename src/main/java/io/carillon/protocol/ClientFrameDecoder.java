package io.carillon.protocol;

import io.carillon.channel.Position;
import io.carillon.json.InvalidJsonException;
import io.carillon.json.JsonScanner;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a client's message. The value of {@code data} is checked to be JSON but never built: the frame says where its
 * bytes are, so that subscribers get them as they came. Outside {@code data} a name stands once in an object, and no text
 * that is read has half of a surrogate pair. A field that is null counts as absent, but for {@code data}.
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
    private static final int TYPE = 0;
    private static final int ID = 1;
    private static final int CHANNEL = 2;
    private static final int TOKEN = 3;
    private static final int DATA = 4;
    private static final int KEY = 5;
    private static final int SINCE = 6;
    private static final int LIMIT = 7;
    private static final int REVERSE = 8;

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
        try {
            readFields();
        } catch (InvalidJsonException malformed) {
            throw new ProtocolException(ErrorCode.INVALID_MESSAGE);
        }
        return draft.finish();
    }

    private void readFields() {
        json.expect('{');
        if (!json.take('}')) {
            do {
                draft.readField(json);
            } while (json.take(','));
            json.expect('}');
        }
        json.expectEnd();
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
        private int seen;
        private Set<String> others;

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
            seen = 0;
            others = null;
        }

        void readField(JsonScanner json) {
            json.readString();
            int field = json.stringAmong(FIELDS);
            if (field < 0) {
                readOther(json);
                return;
            }
            boolean again = (seen & 1 << field) != 0;
            wrong |= again;
            seen |= 1 << field;
            json.expect(':');
            if (field == DATA) {
                readData(json);
            } else if (json.next() == 'n') {
                json.skipValue(DEPTH);
            } else {
                readValue(json, field);
            }
            id = again && field == ID ? null : id;
        }

        private void readValue(JsonScanner json, int field) {
            switch (field) {
                case TYPE -> type = readType(json);
                case ID -> id = readId(json);
                case CHANNEL -> channel = readText(json);
                case TOKEN -> token = readText(json);
                case KEY -> key = readKey(json);
                case SINCE -> readSince(json);
                case LIMIT -> limit = (int) readNumber(json, 1, MAX_LIMIT);
                case REVERSE -> reverse = readFlag(json);
                default -> throw new IllegalStateException("A field without a reader");
            }
        }

        private void readOther(JsonScanner json) {
            others = others == null ? new HashSet<>() : others;
            wrong |= !json.isNewName(others);
            json.expect(':');
            wrong |= !json.skipUnambiguousValue(DEPTH);
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
            boolean good = text && json.isStringWellFormed();
            wrong |= !good;
            return good;
        }

        private ClientFrame.Type readType(JsonScanner json) {
            if (!isText(json)) {
                return null;
            }
            int known = json.stringAmong(TYPES);
            return ClientFrame.Type.of(known < 0 ? "" : TYPES[known]);
        }

        private String readText(JsonScanner json) {
            return isText(json) ? json.string() : null;
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

        /** The id as it stands in the message. */
        private String readId(JsonScanner json) {
            int first = json.next();
            int begin = json.position();
            json.skipValue(DEPTH);
            boolean isText = first == '"';
            if (isText ? json.isStringWellFormed() : first == '-' || JsonScanner.isDigit(first)) {
                String written = json.textSince(begin);
                int length = isText ? json.string().length() : written.length();
                if (length <= MAX_ID_LENGTH) {
                    return written;
                }
            }
            wrong = true;
            return null;
        }
    }
}
