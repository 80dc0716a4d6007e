package io.carillon.testing;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One of an {@link Audience}: its socket, and what it has heard of each channel. Belongs to the reading thread. */
final class Subscriber {
    /** More than any frame takes; what has come of one that is not whole yet stays in here. */
    private static final int ROOM = 16 * 1024;

    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int STATUS = "HTTP/1.1 ".length();
    private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

    private final SocketChannel socket;
    private final NumberedChannels channels;
    private final int[] heard;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(ROOM);
    private boolean upgraded;
    private int answers;

    Subscriber(SocketChannel socket, NumberedChannels channels) {
        this.socket = socket;
        this.channels = channels;
        heard = new int[channels.count()];
    }

    /** The welcome has come, and an answer to each subscription. */
    boolean isSubscribed() {
        return answers == 1 + channels.count();
    }

    /**
     * Reads what is there, without making any object.
     *
     * @return how many messages that was
     * @throws IOException when one is missing, came twice or in disorder, and when the server ends the connection
     */
    int read() throws IOException {
        if (socket.read(bytes) < 0) {
            throw new EOFException("cut");
        }
        bytes.flip();
        upgraded = upgraded || skipHead();
        int messages = 0;
        while (upgraded && hasFrame()) {
            messages += readFrame();
        }
        bytes.compact();
        return messages;
    }

    private boolean skipHead() throws IOException {
        if (bytes.limit() > STATUS && bytes.get(STATUS) != '1') {
            throw new IOException("refused with status " + (char) bytes.get(STATUS) + "xx");
        }
        for (int i = 0; i + Integer.BYTES <= bytes.limit(); i++) {
            if (bytes.getInt(i) == END_OF_HEAD) {
                bytes.position(i + Integer.BYTES);
                return true;
            }
        }
        return false;
    }

    private boolean hasFrame() {
        int there = bytes.remaining();
        return there >= 2 && there >= header() && there >= header() + length();
    }

    private int header() {
        return bytes.get(bytes.position() + 1) == 126 ? 4 : 2;
    }

    private int length() {
        int length = bytes.get(bytes.position() + 1);
        return length == 126 ? bytes.getShort(bytes.position() + 2) : length;
    }

    /** Pings are left unanswered: to send counts as being alive, and nobody here is silent for long. */
    private int readFrame() throws IOException {
        int kind = bytes.get(bytes.position()) & 0xFF;
        int payload = bytes.position() + header();
        bytes.position(payload + length());
        if (kind == CLOSE) {
            throw new EOFException("closed with " + bytes.getShort(payload));
        }
        return kind == TEXT && isNextMessage(payload) ? 1 : 0;
    }

    private boolean isNextMessage(int at) throws IOException {
        if (!NumberedChannels.isMessage(bytes, at)) {
            answers++;
            return false;
        }
        int channel = channels.channelOf(bytes, at);
        int number = channels.numberOf(bytes, at);
        if (number != heard[channel]++) {
            throw new IOException("message " + number + " in the place of " + (heard[channel] - 1));
        }
        return true;
    }
}
