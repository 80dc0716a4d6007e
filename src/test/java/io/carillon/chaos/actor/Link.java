package io.carillon.chaos.actor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a node: the JDK's WebSocket. It reads a few messages ahead and no more, so that whoever does not
 * take them does not read the socket. Used by one thread.
 */
final class Link implements AutoCloseable {
    static final int NO_CLOSE_FRAME = 1006;

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int AHEAD = 8;

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** A text, or the end of the connection with its code. */
    record Arrival(String text, int code) {
        boolean isEnd() {
            return text == null;
        }
    }

    private Link(HttpClient http, URI node, String token) {
        socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .connectTimeout(TIMEOUT)
                .buildAsync(node, new Listener())
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** @return null when the node does not take the connection in three seconds */
    static Link open(HttpClient http, URI node, String token) {
        try {
            return new Link(http, node, token);
        } catch (CompletionException refused) {
            return null;
        }
    }

    /** What is lost is answered by the end of the connection. */
    void send(String text) {
        try {
            socket.sendText(text, true)
                    .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException lost) {
            arrivals.add(new Arrival(null, NO_CLOSE_FRAME));
        }
    }

    /** @return null when nothing comes in time */
    Arrival next(long millis) throws InterruptedException {
        Arrival arrival = arrivals.poll(millis, TimeUnit.MILLISECONDS);
        if (arrival != null && !arrival.isEnd()) {
            socket.request(1);
        }
        return arrival;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(AHEAD);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                arrivals.add(new Arrival(parts.toString(), 0));
                parts.setLength(0);
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            arrivals.add(new Arrival(null, code));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            arrivals.add(new Arrival(null, NO_CLOSE_FRAME));
        }
    }
}
