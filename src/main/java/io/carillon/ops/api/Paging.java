package io.carillon.ops.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.ops.question.ClusterQuestions;
import io.carillon.ops.question.Found;
import io.carillon.protocol.JsonText;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Which page of a list a caller wants, and the list that it gets. A cursor is the last key of the page before, which
 * callers need not know.
 *
 * @param after the key behind which the page begins; empty for the first page
 */
record Paging(String after, int limit) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_CURSOR_LENGTH = 2_000;

    /** The one of a call, from its {@code limit} and {@code cursor}. */
    static Paging of(Call call) {
        int limit = call.askedNumber("limit").map(Paging::limit).orElse(DEFAULT_LIMIT);
        return new Paging(call.asked("cursor").map(Paging::key).orElse(""), limit);
    }

    /** @param item writes an item as JSON text, from its key and what was found */
    static <T> Reply list(Found<T> found, BiFunction<String, T, String> item) {
        Map<String, T> items = found.slice().items();
        JsonText text = new JsonText()
                .raw(
                        "items",
                        items.entrySet().stream()
                                .map(each -> item.apply(each.getKey(), each.getValue()))
                                .collect(Collectors.joining(",", "[", "]")));
        if (found.slice().more()) {
            text.string("cursor", cursor(found.slice().items().lastKey()));
        }
        return new Reply(
                200,
                Buffer.buffer(text.raw("nodes", found.nodes().toJson().encode()).end()));
    }

    private static int limit(long limit) {
        if (limit < 1 || limit > ClusterQuestions.MAX_LIMIT) {
            throw Call.invalid("limit must be a number from 1 to " + ClusterQuestions.MAX_LIMIT);
        }
        return (int) limit;
    }

    static RuntimeException unknownCursor() {
        return Call.invalid("Unknown cursor");
    }

    /** The cursor of a page whose last key this is. */
    static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    }

    private static String key(String cursor) {
        try {
            if (!cursor.isEmpty() && cursor.length() <= MAX_CURSOR_LENGTH) {
                return UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                        .toString();
            }
        } catch (CharacterCodingException | IllegalArgumentException foreign) {
            // It is not one of ours, and is answered as such.
        }
        throw unknownCursor();
    }
}
