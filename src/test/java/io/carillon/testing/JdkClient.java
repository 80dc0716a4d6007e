package io.carillon.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that is not ours: the JDK's WebSocket, its messages in a queue. Every wait has a deadline. */
public final class JdkClient implements AutoCloseable {
    private static final int DEADLINE_SECONDS = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closing> closing = new CompletableFuture<>();
    private final WebSocket socket;
    private JsonObject welcome;

    /** How the server ended the connection; code 1006 when it did so without a close frame. */
    public record Closing(int code, String reason) {}

    private JdkClient(CarillonProcess node, String token) {
        socket = await(HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + node.port() + "/ws"), new Queueing()));
    }

    /** Connects and takes the welcome. */
    public static JdkClient connect(CarillonProcess node, String token) {
        JdkClient client = new JdkClient(node, token);
        client.welcome = client.nextOf("welcome");
        return client;
    }

    /** Connects as a user with a token for an hour. */
    public static JdkClient connectAs(CarillonProcess node, String user) {
        return connect(node, node.tokens().of(user));
    }

    /** Connects without awaiting a welcome, for connections that the server will close at once. */
    public static JdkClient connectUnwelcome(CarillonProcess node, String token) {
        return new JdkClient(node, token);
    }

    public JsonObject welcome() {
        return welcome;
    }

    public JdkClient send(String text) {
        await(socket.sendText(text, true));
        return this;
    }

    /** Subscribes and takes the answer. */
    public JdkClient subscribe(String channel) {
        send(new JsonObject().put("type", "subscribe").put("channel", channel).encode());
        nextOf("subscribed");
        return this;
    }

    /** The next message as the server wrote it; none in time is an error. */
    public String next() {
        try {
            return Optional.ofNullable(received.poll(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("no message; closed: " + closing.getNow(null)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonObject nextJson() {
        return new JsonObject(next());
    }

    /** The next message, which must be of this type. */
    public JsonObject nextOf(String type) {
        JsonObject message = nextJson();
        if (!type.equals(message.getString("type"))) {
            throw new AssertionError("expected " + type + ", got " + message.encode());
        }
        return message;
    }

    /** Sends and takes the next message. */
    public JsonObject ask(String text) {
        return send(text).nextJson();
    }

    /** How many messages wait to be taken. */
    public int waiting() {
        return received.size();
    }

    public boolean isClosed() {
        return closing.isDone();
    }

    public Closing awaitClosing() {
        return await(closing);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static <T> T await(CompletableFuture<T> shared) {
        try {
            return shared.copy().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new AssertionError("nothing within " + DEADLINE_SECONDS + " s", e);
            }
            throw e;
        }
    }

    private final class Queueing implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                received.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closing.complete(new Closing(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closing.complete(new Closing(1006, String.valueOf(error)));
        }
    }
}
