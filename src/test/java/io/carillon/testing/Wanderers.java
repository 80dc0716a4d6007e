package io.carillon.testing;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Subscribers of one channel with history who come back when they are sent away, at the time they were told, to the node
 * that has fewest of them, as a balancer would send them. Each insists on every message, once and in order.
 */
public final class Wanderers implements AutoCloseable {
    private static final int RETRY_MILLIS = 100;

    /** One event loop: members need no locks among themselves. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final List<CarillonProcess> nodes;
    private final String channel;
    private final WebSocketClient client;
    private final List<Member> members;
    private final AtomicIntegerArray present;
    private final Queue<String> farewells = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger subscribed = new AtomicInteger();

    private Wanderers(List<CarillonProcess> nodes, int size, String channel) {
        this.nodes = nodes;
        this.channel = channel;
        client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size));
        present = new AtomicIntegerArray(nodes.size());
        members = IntStream.range(0, size).mapToObj(Member::new).toList();
    }

    /** All of them are subscribed, at the first of the nodes. */
    public static Wanderers settle(List<CarillonProcess> nodes, int size, String channel) {
        Wanderers wanderers = new Wanderers(nodes, size, channel);
        wanderers.vertx.runOnContext(turn -> wanderers.members.forEach(member -> member.connect(0)));
        Await.until("everyone is subscribed", () -> wanderers.subscribed.get() == size);
        return wanderers;
    }

    /** How many have been sent away, with this code and reason. */
    public long sentAway(String farewell) {
        return farewells.stream().filter(farewell::equals).count();
    }

    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many have heard everything up to this offset and are subscribed. */
    public long upTo(long offset) {
        return members.stream().filter(member -> member.offset == offset).count();
    }

    /** The offset that the first of them has heard. */
    public long newest() {
        return members.stream().mapToLong(member -> member.offset).max().orElseThrow();
    }

    public int at(int node) {
        return present.get(node);
    }

    /** A client that has a place in {@code present} from the moment it sets out for a node. */
    private final class Member {
        private final int number;
        private int place;
        private int wait;
        private String epoch;
        private long timestamp;
        private volatile long offset = -1;

        Member(int number) {
            this.number = number;
        }

        void connect(int node) {
            place = node;
            present.incrementAndGet(node);
            CarillonProcess to = nodes.get(node);
            WebSocketConnectOptions options = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(to.port())
                    .setURI("/ws")
                    .addHeader("Authorization", "Bearer " + to.tokens().of("user-" + number));
            client.connect(options).onSuccess(this::enter).onFailure(refused -> again(RETRY_MILLIS));
        }

        private void enter(WebSocket socket) {
            socket.textMessageHandler(text -> hear(new JsonObject(text)));
            socket.closeHandler(closed -> {
                farewells.add(socket.closeStatusCode() + " " + socket.closeReason());
                again(wait);
            });
            JsonObject request = new JsonObject().put("type", "subscribe").put("channel", channel);
            if (epoch != null) {
                request.put(
                        "since",
                        new JsonObject()
                                .put("epoch", epoch)
                                .put("offset", offset)
                                .put("timestamp", timestamp));
            }
            socket.writeTextMessage(request.encode());
        }

        private void again(int millis) {
            present.decrementAndGet(place);
            vertx.setTimer(Math.max(1, millis), timer -> connect(elsewhere()));
        }

        private int elsewhere() {
            return IntStream.range(0, nodes.size())
                    .filter(node -> node != place)
                    .boxed()
                    .min((a, b) -> present.get(a) - present.get(b))
                    .orElseThrow();
        }

        private void hear(JsonObject message) {
            switch (message.getString("type")) {
                case "welcome" -> wait = RETRY_MILLIS;
                case "draining" -> wait = message.getInteger("reconnectAfter");
                case "subscribed" -> enterChannel(message);
                case "message" -> advance(message);
                default -> faults.add(message.encode());
            }
        }

        private void enterChannel(JsonObject answer) {
            if (epoch == null) {
                epoch = answer.getString("epoch");
                timestamp = answer.getLong("timestamp");
                offset = answer.getLong("offset");
                subscribed.incrementAndGet();
            } else if (!answer.getBoolean("recovered")) {
                faults.add(answer.encode());
            }
        }

        private void advance(JsonObject message) {
            if (message.getLong("offset") != offset + 1) {
                faults.add("after " + offset + " " + message.encode());
            }
            timestamp = message.getLong("timestamp");
            offset = message.getLong("offset");
        }
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
