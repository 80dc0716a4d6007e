package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Addresses;
import io.carillon.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubFailureTest {
    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(directory);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void a_hub_that_fails_loses_its_clients_alone_and_serves_again() {
        List<TestWebSocket> clients = connect("before", 6);
        Set<String> hubs = hubsOf(clients);
        assertThat(hubs).hasSize(2);

        server.vertx.eventBus().send(Addresses.deliveries(0).name(), "no word of the bus");

        Await.until("three are sent away", () -> count(clients) == 3);
        assertThat(hubsOf(clients.stream().filter(TestWebSocket::hasEnded).toList()))
                .hasSize(1);
        assertThat(clients.stream().filter(TestWebSocket::hasEnded)).allMatch(client -> client.closeCode() == 1001);
        Await.until(
                "the restart",
                () -> server.metrics("carillon_verticle_restarts_total")
                        .equals(List.of("carillon_verticle_restarts_total{verticle=\"websocket-0\"} 1.0")));
        assertThat(clients.stream().filter(client -> !client.hasEnded())).allMatch(TestWebSocket::isServed);
        Await.until("both hubs take clients", () -> hubsOf(connect("probe", 2)).size() == 2);
        serves(connect("after", 2));
    }

    /** A bridge that is busy while a hub begins, and then has nothing new to tell. */
    @Test
    void aHubThatDidNotHearWhatIsRevokedIsNotReadyAsksAgainAndThenLetsInWhoMay() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        server.vertx.eventBus().addOutboundInterceptor(delivery -> {
            if (!busy.get() || !delivery.message().address().equals(Addresses.REVOKED_NOW.name())) {
                delivery.next();
            }
        });
        server.vertx.eventBus().send(Addresses.deliveries(0).name(), "no word of the bus");
        Await.until("it is said", () -> readiness().contains("does not know yet which tokens are revoked"));
        busy.set(false);
        Await.until("the node is ready", () -> readiness().contains("\"status\":\"ready\""));
        Await.until("both hubs take clients", () -> hubsOf(connect("probe", 2)).size() == 2);
    }

    private String readiness() {
        URI address = URI.create("http://127.0.0.1:" + server.opsPort() + "/health/ready");
        try {
            return server.http
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Each of them hears what another one says. */
    private static void serves(List<TestWebSocket> clients) {
        clients.forEach(client -> client.says("{'type':'subscribe','channel':'news'}"));
        clients.forEach(client -> client.hears("subscribed"));
        for (TestWebSocket client : clients) {
            String marker = "from " + client.hub();
            client.says("{'type':'publish','channel':'news','data':'" + marker + "'}");
            clients.forEach(each -> each.hears(marker));
        }
    }

    private List<TestWebSocket> connect(String user, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> server.connect(user + i + "-" + System.nanoTime()))
                .toList();
    }

    private static long count(List<TestWebSocket> clients) {
        return clients.stream().filter(TestWebSocket::hasEnded).count();
    }

    private static Set<String> hubsOf(List<TestWebSocket> clients) {
        return clients.stream().map(TestWebSocket::hub).collect(Collectors.toSet());
    }
}
