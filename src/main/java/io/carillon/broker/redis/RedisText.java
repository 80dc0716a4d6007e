package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.json.SurrogatePairs;
import io.vertx.redis.client.Request;
import java.io.ByteArrayOutputStream;

/**
 * Text as it is sent to Redis: UTF-8, in which different texts stay different. Java writes half of a surrogate pair as a
 * question mark, so that keys would become one; here it has the three bytes that UTF-8 would give its code point.
 */
final class RedisText {
    private RedisText() {}

    static void add(Request request, String text) {
        if (SurrogatePairs.areWhole(text)) {
            request.arg(text);
        } else {
            request.arg(encode(text));
        }
    }

    private static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                bytes.write(0xE0 | point >> 12);
                bytes.write(0x80 | point >> 6 & 0x3F);
                bytes.write(0x80 | point & 0x3F);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(UTF_8));
            }
        });
        return bytes.toByteArray();
    }
}
