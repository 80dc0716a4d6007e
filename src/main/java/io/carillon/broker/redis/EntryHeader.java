package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.carillon.channel.Position;
import java.util.Optional;

/**
 * Where an entry of a history stands. On the Redis channel it is the line {@code epoch offset timestamp previous} in front
 * of the message.
 *
 * @param previousTimestamp of the entry before it; 0 for the first
 * @param length bytes of the line with its end; 0 where there is no line
 */
record EntryHeader(Position position, long previousTimestamp, int length) {
    private static final int MAX_LENGTH = Position.MAX_EPOCH_LENGTH + 3 * Digits.MAX + 4;

    /** Nothing when the payload does not begin with such a line. A JSON text does not. */
    static Optional<EntryHeader> read(byte[] payload) {
        int end = 0;
        while (end < payload.length && end < MAX_LENGTH && payload[end] != '\n') {
            end++;
        }
        if (end == 0 || end == payload.length || payload[end] != '\n' || payload[0] == '{') {
            return Optional.empty();
        }
        String[] words = new String(payload, 0, end, ISO_8859_1).split(" ", -1);
        if (words.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EntryHeader(
                    new Position(words[0], Digits.parse(words[1]), Digits.parse(words[2])),
                    Digits.parse(words[3]),
                    end + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
