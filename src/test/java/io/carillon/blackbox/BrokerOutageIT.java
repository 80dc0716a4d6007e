package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Redis goes and comes back while clients are connected to three nodes: they notice by the errors alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerOutageIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private CarillonCluster cluster;
    private List<JdkClient> clients;
    private int messages;

    @BeforeAll
    void start() {
        cluster = CarillonCluster.start();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect() {
        clients = cluster.nodes().stream()
                .map(node -> JdkClient.connectAs(node, "client").subscribe("lobby"))
                .toList();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(JdkClient::close);
    }

    @Test
    void aKilledRedisTakesNoConnectionAlongAndStartedAgainItServesTheSameSubscriptions() {
        assertChat();
        cluster.redis().kill();
        assertOutage();
        cluster.redis().restart();
        assertChat();
    }

    @Test
    void aRedisThatHangsIsLikeOneThatIsGone() {
        assertChat();
        cluster.redis().pause();
        try {
            assertOutage();
        } finally {
            cluster.redis().resume();
        }
        assertChat();
    }

    /** To a channel without subscribers, since what Redis got before it hung it may still pass on. */
    private void assertOutage() {
        for (JdkClient client : clients) {
            assertError(client.ask(publish("elsewhere", "lost", 1)), 503, "broker_unavailable");
            assertError(client.ask(subscribe("other", 2)), 503, "broker_unavailable");
        }
        cluster.nodes().forEach(node -> Await.until("it is not ready", DEADLINE, () -> missesTheBroker(node)));
        clients.forEach(client -> client.send("{\"type\":\"ping\"}").nextOf("pong"));
    }

    private static boolean missesTheBroker(CarillonProcess node) {
        JsonObject answer = new JsonObject(node.ops("/health/ready").body());
        return answer.getJsonArray("reasons", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .anyMatch(reason -> reason.getString("check").equals("broker"));
    }

    /** Each says something as soon as it can, and each hears all of it. */
    private void assertChat() {
        cluster.nodes().forEach(CarillonProcess::awaitReady);
        for (JdkClient sender : clients) {
            int data = ++messages;
            sender.send(publish("lobby", data));
            for (JdkClient receiver : clients) {
                assertThat(receiver.nextOf("message").getInteger("data")).isEqualTo(data);
            }
        }
    }
}
