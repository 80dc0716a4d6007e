package io.carillon.testing;

import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;

/** Publishes numbered messages to an {@link Audience}, to its channels in turn, and asks for no answers. */
public final class Speaker implements AutoCloseable {
    private final RawSocket socket;
    private final Audience audience;
    private final byte[][] frames;
    private int said;

    private Speaker(RawSocket socket, Audience audience, byte[][] frames) {
        this.socket = socket;
        this.audience = audience;
        this.frames = frames;
    }

    public static Speaker connect(int port, String token, Audience audience, NumberedChannels channels) {
        byte[][] frames = new byte[channels.count()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = channels.publication(i);
        }
        RawSocket socket = RawSocket.upgraded(port, UpgradeRequest.to("/ws").bearer(token));
        return new Speaker(socket, audience, frames);
    }

    /**
     * Publishes so many messages; returns when everyone has heard them all.
     *
     * @param inFlight how many may be on their way at a time; more than a few keep the node busy without a pause
     */
    public void say(int messages, int inFlight) {
        for (int i = 0; i < messages; i++) {
            audience.awaitHeard((long) audience.size() * (said + 1 - inFlight));
            byte[] frame = frames[said % frames.length];
            NumberedChannels.renumber(frame, said / frames.length);
            socket.send(frame);
            said++;
        }
        audience.awaitHeard((long) audience.size() * said);
    }

    @Override
    public void close() {
        socket.close();
    }
}
