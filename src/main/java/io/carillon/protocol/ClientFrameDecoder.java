package io.carillon.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a client's message with a streaming parser. The value of {@code data} is checked to be JSON but never built: the
 * frame says where its bytes are, so that subscribers get them as they came.
 *
 * <p>One per event loop: the parser's tables are not shared between threads.
 */
public final class ClientFrameDecoder {
    public static final int MAX_ID_LENGTH = 64;

    private final JsonFactory json;

    /**
     * @param maxMessageSize bytes; no name, number or text inside a message can be longer
     * @param jsonDepth levels of nesting of the whole message
     */
    public ClientFrameDecoder(int maxMessageSize, int jsonDepth) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(jsonDepth)
                .maxNumberLength(maxMessageSize)
                .maxStringLength(maxMessageSize)
                .maxNameLength(maxMessageSize)
                .build();
        json = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
    }

    /**
     * @param message holds the JSON text from index 0, known to be valid UTF-8
     * @throws ProtocolException with {@link ErrorCode#INVALID_MESSAGE} when it is no request; carries the id when that
     *     could be read
     */
    public ClientFrame decode(byte[] message, int length) {
        expect(length >= 2 && isUtf8Json(message));
        Draft draft = new Draft();
        try (JsonParser parser = json.createParser(message, 0, length)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                draft.read(parser);
            }
            expect(parser.currentToken() == JsonToken.END_OBJECT);
            expect(parser.nextToken() == null);
        } catch (IOException malformed) {
            throw new ProtocolException(ErrorCode.INVALID_MESSAGE);
        }
        return draft.finish();
    }

    /** The parser would take a text with zero bytes in front for UTF-16 or UTF-32, and a byte order mark too. */
    private static boolean isUtf8Json(byte[] message) {
        return message[0] > 0 && message[1] != 0;
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new ProtocolException(ErrorCode.INVALID_MESSAGE);
        }
    }

    /** What has been read so far. A field of a wrong type is judged at the end, when the id is known. */
    private static final class Draft {
        private String type;
        private String id;
        private String channel;
        private String token;
        private int dataOffset = -1;
        private int dataLength;
        private boolean wrong;

        void read(JsonParser parser) throws IOException {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "type" -> type = text(parser);
                case "id" -> id = id(parser);
                case "channel" -> channel = text(parser);
                case "token" -> token = text(parser);
                case "data" -> readData(parser);
                default -> parser.skipChildren();
            }
        }

        ClientFrame finish() {
            if (wrong || type == null) {
                throw new ProtocolException(ErrorCode.INVALID_MESSAGE, Optional.ofNullable(id));
            }
            return new ClientFrame(
                    ClientFrame.Type.of(type), Optional.ofNullable(id), channel, dataOffset, dataLength, token);
        }

        private void readData(JsonParser parser) throws IOException {
            dataOffset = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            dataLength = (int) parser.currentLocation().getByteOffset() - dataOffset;
        }

        private String text(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return parser.getText();
            }
            return refuse(parser);
        }

        /** The id as JSON text; a string is quoted again, since the parser has undone its escapes. */
        private String id(JsonParser parser) throws IOException {
            boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
            if ((isText || parser.currentToken().isNumeric()) && parser.getTextLength() <= MAX_ID_LENGTH) {
                return isText ? JsonText.quote(parser.getText()) : parser.getText();
            }
            return refuse(parser);
        }

        private String refuse(JsonParser parser) throws IOException {
            wrong = true;
            parser.skipChildren();
            return null;
        }
    }
}
