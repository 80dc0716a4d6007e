package io.carillon.ops.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An endpoint's path, held against the paths of requests segment by segment. A path is cut at its slashes first and each
 * segment decoded once; nothing of what that gives is looked at again, be it a slash, a dot or a percent sign.
 */
final class PathTemplate {
    private final List<String> segments;

    PathTemplate(String path) {
        segments = List.of(path.split("/", -1));
    }

    /**
     * The segments of a request's path, decoded.
     *
     * @param path its characters are the bytes that were sent
     * @throws io.carillon.protocol.ProtocolException when it is no percent-encoded UTF-8
     */
    static List<String> decoded(String path) {
        return Stream.of(path.split("/", -1)).map(PathTemplate::decode).toList();
    }

    /** Text as a request line would bring it: its characters are the bytes of its UTF-8; null for null. */
    static String bytes(String text) {
        return text == null ? null : new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** What stands for the names, or nothing when the path is another's. */
    Optional<Map<String, String>> match(List<String> given) {
        if (given.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                names.put(segment.substring(1, segment.length() - 1), given.get(i));
            } else if (!segment.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    /**
     * A plus sign stands for itself (RFC 3986), not for a space as in forms.
     *
     * @param text its characters are the bytes that were sent
     * @throws io.carillon.protocol.ProtocolException when it is no percent-encoded UTF-8
     */
    static String decode(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean escaped = bytes[i] == '%';
            bytes[length++] = escaped ? escape(bytes, i) : bytes[i];
            i += escaped ? 2 : 0;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException wrong) {
            throw wrongEncoding();
        }
    }

    private static byte escape(byte[] bytes, int at) {
        int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(bytes[at + 2], 16);
        if (low < 0) {
            throw wrongEncoding();
        }
        return (byte) (high << 4 | low);
    }

    private static RuntimeException wrongEncoding() {
        return Call.invalid("Wrong percent-encoding");
    }
}
