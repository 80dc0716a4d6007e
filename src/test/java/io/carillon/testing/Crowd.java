package io.carillon.testing;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Thousands of clients of one node, each a user of its own, that remember how they were sent away. */
public final class Crowd implements AutoCloseable {
    /** Handshakes under way at a time. */
    private static final int HANDSHAKES = 100;

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final CarillonProcess node;
    private final WebSocketClient client;
    private final List<Member> members;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger welcomed = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();

    /** One client. Its fields are written on its event loop, before the counter that makes them visible. */
    private final class Member {
        private final StringBuilder heard = new StringBuilder();
        private String farewell = "none";

        private void enter(WebSocket socket) {
            socket.textMessageHandler(this::hear);
            socket.closeHandler(closed -> {
                farewell = socket.closeStatusCode() + " " + socket.closeReason();
                gone.incrementAndGet();
            });
        }

        private void hear(String text) {
            JsonObject message = new JsonObject(text);
            heard.append(message.getString("type")).append(' ');
            if (message.getString("type").equals("welcome")) {
                welcomed.incrementAndGet();
            } else if (message.containsKey("reconnectAfter")) {
                told.incrementAndGet();
            }
        }

        /** The types of all messages, then code and reason of the close frame. */
        String story() {
            return heard + farewell;
        }
    }

    private Crowd(CarillonProcess node, int size) {
        this.node = node;
        client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size));
        members = IntStream.range(0, size).mapToObj(i -> new Member()).toList();
    }

    /** Connects all of them; everyone has got the welcome. */
    public static Crowd connect(CarillonProcess node, int size) {
        Crowd crowd = new Crowd(node, size);
        try {
            for (int i = 0; i < HANDSHAKES; i++) {
                crowd.connectNext();
            }
            Await.until("everyone is welcome", DEADLINE, () -> crowd.welcomed.get() == size);
            return crowd;
        } catch (AssertionError notAll) {
            crowd.close();
            throw notAll;
        }
    }

    private void connectNext() {
        int number = next.getAndIncrement();
        if (number < members.size()) {
            WebSocketConnectOptions to = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(node.port())
                    .setURI("/ws")
                    .addHeader(
                            HttpHeaderNames.AUTHORIZATION,
                            "Bearer " + node.tokens().of("user-" + number));
            client.connect(to).onSuccess(members.get(number)::enter).onSuccess(entered -> connectNext());
        }
    }

    public int size() {
        return members.size();
    }

    /** How many were told to come back later. */
    public int told() {
        return told.get();
    }

    /** Waits until no connection is left, and gives what each had to tell. */
    public List<String> awaitGone() {
        Await.until("everyone is gone", DEADLINE, () -> gone.get() == size());
        return members.stream().map(Member::story).toList();
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
