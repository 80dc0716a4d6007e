package io.carillon;

import io.carillon.auth.Grants;
import io.carillon.cli.TokenMint;
import io.carillon.cluster.BusCluster;
import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.http.DescriptorBudget;
import io.carillon.metrics.ProcessHealth;
import io.carillon.ops.api.Endpoint;
import io.carillon.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node of two hubs in the test's own process, on ports of the system's choice. */
final class TestServer implements AutoCloseable {
    static final String API_KEY = "a-key-of-the-tests-0123456789abcdef";
    private static final String CONFIGURATION = """
            {"server": {"port": 0}, "ops": {"port": 0, "apiKeys": ["%s"]}, "namespaces": {"": {"subscribe": "anyone", "publish": "anyone"}},
             "auth": {"secret": "a secret of a test, long enough for it", "queryToken": true},
             "limits": {"messagesPerSecond": 100000, "messageBurst": 100000}, "shutdown": {"drain": "0s"}}
            """.formatted(API_KEY);

    final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setUseDaemonThread(true));
    final HttpClient http = HttpClient.newHttpClient();
    private final Config config;
    private final Server server;

    TestServer(Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("carillon.json"), CONFIGURATION);
        config = new ConfigReader(Map.<String, String>of()::get).read(file).config();
        server = new Server(
                vertx,
                Await.result(BusCluster.solo(vertx)),
                CurrentConfig.fixed(config),
                2,
                new ProcessHealth(),
                DescriptorBudget.ofProcess());
        Await.result(server.start());
    }

    int port() {
        return server.port();
    }

    int opsPort() {
        return server.opsPort();
    }

    List<Endpoint> endpoints() {
        return server.endpoints();
    }

    String token(String user) {
        return new TokenMint(config.auth(), Clock.systemUTC()).mint(user, Grants.NONE, List.of(), Duration.ofHours(1));
    }

    TestWebSocket connect(String user) {
        URI address = URI.create("ws://127.0.0.1:" + port() + "/ws");
        return TestWebSocket.open(http.newWebSocketBuilder().header("Authorization", "Bearer " + token(user)), address);
    }

    /** Lines of the metrics that begin with this text. */
    List<String> metrics(String beginning) {
        URI address = URI.create("http://127.0.0.1:" + server.opsPort() + "/metrics");
        try {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(beginning))
                    .toList();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        Await.result(server.stop());
        Await.result(vertx.close());
    }
}
