package io.carillon.ops.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An endpoint's path, held against the paths of requests segment by segment, before they are decoded. */
final class PathTemplate {
    private final List<String> segments;

    PathTemplate(String path) {
        segments = split(path);
    }

    /**
     * What stands for the names, or nothing when the path is another's.
     *
     * @throws RuntimeException {@link Call#invalid} when a segment's percent-encoding is wrong
     */
    Optional<Map<String, String>> match(String path) {
        List<String> given = split(path);
        if (given.size() != segments.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!isName(segments.get(i)) && !segments.get(i).equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names(given));
    }

    private Map<String, String> names(List<String> given) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isName(segment)) {
                names.put(segment.substring(1, segment.length() - 1), decode(given.get(i)));
            }
        }
        return names;
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }

    /** A plus sign stands for itself (RFC 3986), not for a space as in forms. */
    static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw Call.invalid("Wrong percent-encoding");
        }
    }
}
