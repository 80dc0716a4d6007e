package io.carillon.ops;

import io.carillon.broker.memory.MemoryDriver;
import io.carillon.bus.Bus;
import io.carillon.bus.FakeBridge;
import io.carillon.bus.FakeHub;
import io.carillon.cluster.BusCluster;
import io.carillon.cluster.Cluster;
import io.carillon.config.ApiKey;
import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.config.HeartbeatConfig;
import io.carillon.config.MetricsConfig;
import io.carillon.heartbeat.HeartbeatVerticle;
import io.carillon.metrics.Exposition;
import io.carillon.metrics.MetricsVerticle;
import io.carillon.metrics.ProcessHealth;
import io.carillon.ops.api.Endpoint;
import io.carillon.ops.api.NodeDescription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A node without sockets for clients: two fake hubs, a fake bridge, and the real rest, asked over HTTP. */
final class OpsNode implements AutoCloseable {
    static final String KEY = "a-key-of-the-test";

    /** Looks and changes nothing; there where there is any other. */
    static final String READ_KEY = "a-key-to-read-with";

    static final int MAX_MESSAGE_BYTES = 1_000;
    private static final Instant STARTED = Instant.ofEpochSecond(1_700_000_000);
    private static final Clock CLOCK = Clock.fixed(STARTED.plusSeconds(90), ZoneOffset.UTC);

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final FakeBridge bridge = new FakeBridge(bus);
    final Exposition exposition = new Exposition();
    final ProcessHealth health = new ProcessHealth();
    final FakeService service = new FakeService();
    final List<String> down = new CopyOnWriteArrayList<>();
    final Cluster cluster = BusCluster.solo(vertx).await();
    final String bridgeId = vertx.deployVerticle(bridge).await();
    final FakeHub hub = new FakeHub(bus, 0, 3, 2, "a", "b");
    final FakeHub otherHub = new FakeHub(bus, 1, 4, 1, "b");
    final String firstHub = vertx.deployVerticle(hub).await();
    final String secondHub = vertx.deployVerticle(otherHub).await();
    final String metrics = vertx.deployVerticle(
                    new MetricsVerticle(bus, exposition, new MetricsConfig(Duration.ZERO), 2, CLOCK, STARTED))
            .await();
    final String heartbeat = vertx.deployVerticle(new HeartbeatVerticle(
                    bus,
                    new HeartbeatConfig(Duration.ofSeconds(30), Duration.ofSeconds(60)),
                    CLOCK,
                    exposition.meters()::swept))
            .await();
    private final OpsVerticle ops;
    private final HttpClient client = HttpClient.newHttpClient();

    /** As {@code ops.auditPublishes}, read with each call. */
    volatile boolean auditPublishes;

    OpsNode(String... keys) {
        ops = new OpsVerticle(
                () -> config(auditPublishes, keys),
                bus,
                cluster,
                new NodeDescription("127.0.0.1:8080", 2, "1.2.3", STARTED),
                new MemoryDriver(),
                exposition.meters(),
                () -> List.copyOf(down),
                () -> Future.failedFuture("nothing to read"),
                service,
                health,
                512,
                CLOCK);
        vertx.deployVerticle(ops).await();
    }

    private static Config config(boolean auditPublishes, String... keys) {
        JsonArray digests = new JsonArray();
        Stream.of(keys).forEach(key -> digests.add("sha256:" + ApiKey.of(key).sha256()));
        if (keys.length > 0) {
            String digest = "sha256:" + ApiKey.of(READ_KEY).sha256();
            digests.add(new JsonObject().put("key", digest).put("role", "read"));
        }
        JsonObject ops = new JsonObject().put("port", 0).put("apiKeys", digests).put("auditPublishes", auditPublishes);
        JsonObject server = new JsonObject().put("maxMessageSize", MAX_MESSAGE_BYTES);
        JsonObject chat = new JsonObject().put("historySize", 10).put("presence", "anyone");
        return new ConfigReader(name -> null)
                .text(new JsonObject()
                        .put("server", server)
                        .put("ops", ops)
                        .put("namespaces", new JsonObject().put("chat", chat))
                        .encode())
                .config();
    }

    List<Endpoint> endpoints() {
        return ops.endpoints();
    }

    int port() {
        return ops.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    @Override
    public void close() {
        vertx.close().await();
        exposition.close();
    }
}
