package io.carillon;

import io.carillon.testing.Audience;
import io.carillon.testing.NumberedChannels;
import io.carillon.testing.Speaker;
import java.nio.file.Path;

/** A node in this process with an audience on real sockets, and one who publishes to it. */
final class LiveNode implements AutoCloseable {
    /** A message of 128 bytes of data. */
    private static final int LOAD = 116;

    private final TestServer server;
    private final Audience audience;
    private final Speaker speaker;

    LiveNode(Path directory, int subscribers, int channels) throws Exception {
        NumberedChannels names = new NumberedChannels("live", channels, LOAD);
        server = new TestServer(directory);
        audience = Audience.join(server.port(), i -> server.token("reader-" + i), subscribers, names);
        speaker = Speaker.connect(server.port(), server.token("speaker"), audience, names);
    }

    /** Publishes, and returns when everyone has heard it all; so many messages are on their way at a time. */
    void publish(int messages, int inFlight) {
        speaker.say(messages, inFlight);
    }

    @Override
    public void close() {
        speaker.close();
        audience.close();
        server.close();
    }
}
