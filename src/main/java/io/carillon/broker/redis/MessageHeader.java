package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.carillon.channel.ClientId;
import io.carillon.channel.Position;
import java.util.Optional;

/**
 * What nodes have to know of a message beside its text. On the Redis channel it is a line in front of the message: {@code
 * epoch offset timestamp previous} where the channel has a history, with one more word for whoever shall not get it;
 * {@code except} and that word where it has none; otherwise there is no line.
 *
 * @param position null without history
 * @param previousTimestamp of the entry before it; 0 for the first
 * @param exclude who shall not get it; null for nobody
 * @param length bytes of the line with its end; 0 where there is no line
 */
record MessageHeader(Position position, long previousTimestamp, String exclude, int length) {
    private static final String EXCEPT = "except";
    private static final int MAX_LENGTH = Position.MAX_EPOCH_LENGTH + 3 * Digits.MAX + ClientId.MAX_LENGTH + 5;

    /** Nothing when the payload does not begin with such a line. A JSON text does not. */
    static Optional<MessageHeader> read(byte[] payload) {
        int end = 0;
        while (end < payload.length && end < MAX_LENGTH && payload[end] != '\n') {
            end++;
        }
        if (end == 0 || end == payload.length || payload[end] != '\n' || payload[0] == '{') {
            return Optional.empty();
        }
        String[] words = new String(payload, 0, end, ISO_8859_1).split(" ", -1);
        try {
            return switch (words.length) {
                case 2 -> except(words, end + 1);
                case 4 -> Optional.of(entry(words, null, end + 1));
                case 5 -> Optional.of(entry(words, exclude(words[4]), end + 1));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<MessageHeader> except(String[] words, int length) {
        return words[0].equals(EXCEPT)
                ? Optional.of(new MessageHeader(null, 0, exclude(words[1]), length))
                : Optional.empty();
    }

    private static MessageHeader entry(String[] words, String exclude, int length) {
        Position position = new Position(words[0], Digits.parse(words[1]), Digits.parse(words[2]));
        return new MessageHeader(position, Digits.parse(words[3]), exclude, length);
    }

    private static String exclude(String word) {
        if (!ClientId.isValid(word)) {
            throw new IllegalArgumentException("No client id");
        }
        return word;
    }
}
