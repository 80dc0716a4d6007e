package io.carillon.broker.redis;

import io.carillon.channel.ChannelName;
import io.carillon.channel.MemberText;
import io.carillon.channel.MessageText;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.json.InvalidJsonException;
import io.carillon.json.JsonScanner;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns what any program published on Redis into what subscribers may get. Carillon's own text passes as it is; the plain
 * envelope {@code {"from":"x","data":...,"timestamp":ms}} becomes such a text, its values byte for byte. Both have to be
 * one JSON object in valid UTF-8. An entry of a history, and a message that one subscriber shall not get, is Carillon's own
 * text behind a line that says so. Belongs to one event loop.
 */
final class Payloads {
    /** Deeper nesting is refused; the most that {@code limits.jsonDepth} can allow the publishing clients. */
    static final int MAX_DEPTH = 1_000;

    private final JsonScanner json = new JsonScanner(MAX_DEPTH);
    private final int maxBytes;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(4_096);

    /** @param maxBytes a longer payload is refused unread */
    Payloads(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * @param now epoch milliseconds, for an envelope that names no time
     * @return nothing when the payload is none of these
     */
    Optional<Publication> read(ChannelName channel, byte[] payload, long now) {
        Optional<MessageHeader> header = MessageHeader.read(payload);
        return header.isPresent()
                ? behind(
                        channel,
                        header.get(),
                        Arrays.copyOfRange(payload, header.get().length(), payload.length))
                : plain(channel, payload, now);
    }

    private Optional<Publication> behind(ChannelName channel, MessageHeader header, byte[] text) {
        Position position = header.position();
        if (position == null) {
            return MessageText.begins(channel, text) ? message(channel, header, text) : Optional.empty();
        }
        boolean beginning = position.offset() == 0 && text.length == 0;
        return beginning ? Optional.of(Publication.beginning(channel, position.epoch())) : entry(channel, header, text);
    }

    /**
     * An entry of a history.
     *
     * @param header with a position
     * @param text the message with its offset
     * @return nothing when it is not what stands at that position
     */
    Optional<Publication> entry(ChannelName channel, MessageHeader header, byte[] text) {
        return MessageText.begins(channel, text)
                        && MessageText.isNumbered(text, header.position().offset())
                ? message(channel, header, text)
                : Optional.empty();
    }

    private Optional<Publication> message(ChannelName channel, MessageHeader header, byte[] text) {
        return plain(channel, text, 0)
                .map(read -> new Publication(
                        channel, text, header.position(), header.previousTimestamp(), header.exclude()));
    }

    private Optional<Publication> plain(ChannelName channel, byte[] payload, long now) {
        if (payload.length > maxBytes || !isUtf8(payload)) {
            return Optional.empty();
        }
        json.begin(payload, payload.length);
        try {
            Optional<Publication> publication = isOwn(channel, payload)
                    ? own(channel, payload)
                    : Envelope.read(json)
                            .map(envelope -> Publication.foreign(channel, envelope.text(channel, payload, now)));
            json.expectEnd();
            return publication;
        } catch (InvalidJsonException refused) {
            return Optional.empty();
        }
    }

    private static boolean isOwn(ChannelName channel, byte[] payload) {
        return MessageText.begins(channel, payload) || MemberText.begins(channel, payload);
    }

    private Optional<Publication> own(ChannelName channel, byte[] payload) {
        json.skipValue(0);
        return Optional.of(new Publication(channel, payload));
    }

    /** The scanner takes any bytes in strings. */
    private boolean isUtf8(byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        utf8.reset();
        CoderResult result;
        do {
            decoded.clear();
            result = utf8.decode(bytes, decoded, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
