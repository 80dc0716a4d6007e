package io.carillon.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody else's server to whom hooks are sent: keeps what came, answers what the test says, and can go and come back. */
public final class Receiver implements AutoCloseable {
    public static final String SECRET = "a secret of the hooks, 32 bytes and more";

    /** Never answers; the exchange ends with the receiver. */
    public static final Answer SILENCE = new Answer(0, "");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final List<String> forged = new CopyOnWriteArrayList<>();
    private final int port = Ports.free();
    private volatile Function<JsonObject, Answer> judge = body -> new Answer(200, "{}");
    private HttpServer server;

    /** What is answered. */
    public record Answer(int status, String body) {}

    private Receiver() {}

    public static Receiver start() {
        Receiver receiver = new Receiver();
        receiver.open();
        return receiver;
    }

    /** Is there again, on the same port. */
    public void open() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", this::handle);
            server.setExecutor(threads);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void answer(Function<JsonObject, Answer> wanted) {
        judge = wanted;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        String timestamp = exchange.getRequestHeaders().getFirst("X-Carillon-Timestamp");
        String signature = exchange.getRequestHeaders().getFirst("X-Carillon-Signature");
        if (!("v1=" + sign(timestamp + "." + new String(bytes, UTF_8))).equals(signature)) {
            forged.add(signature);
        }
        JsonObject body = new JsonObject(new String(bytes, UTF_8));
        bodies.add(body);
        Answer answer = judge.apply(body);
        if (answer.status() / 100 == 2 && body.containsKey("events")) {
            body.getJsonArray("events").forEach(event -> events.add((JsonObject) event));
        }
        if (answer != SILENCE) {
            byte[] text = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().add("Location", url());
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        }
    }

    private static String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    /** All requests, those that were not accepted among them. */
    public List<JsonObject> bodies() {
        return bodies;
    }

    /** Signatures that were not right. */
    public List<String> forged() {
        return forged;
    }

    /** Accepted events in the order in which they came, repetitions among them. */
    public List<JsonObject> events() {
        return events;
    }

    /** Types of the accepted events about a client or channel. */
    public List<String> typesOf(String subject) {
        return of(subject).map(event -> event.getString("type")).toList();
    }

    /** Accepted events about a client or channel. */
    public Stream<JsonObject> of(String subject) {
        return events.stream()
                .filter(event ->
                        subject.equals(event.getString("clientId")) || subject.equals(event.getString("channel")));
    }

    /** Is not there any more. */
    public void shut() {
        server.stop(0);
    }

    @Override
    public void close() {
        shut();
        threads.shutdownNow();
    }
}
