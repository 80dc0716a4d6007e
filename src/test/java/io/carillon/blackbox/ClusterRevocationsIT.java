package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is revoked on one node is refused by all, also by one that starts later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterRevocationsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final JdkClient.Closing DISCONNECTED = new JdkClient.Closing(3503, "disconnected");

    private CarillonCluster cluster;

    @BeforeAll
    void start() {
        cluster = CarillonCluster.start();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void aUserIsBannedEverywhereUntilTheBanIsLifted() {
        String user = new JsonObject().put("user", "mallory").encode();
        try (JdkClient mallory = JdkClient.connectAs(cluster.node(2), "mallory");
                JdkClient alice = JdkClient.connectAs(cluster.node(2), "alice")) {
            assertThat(call("POST", user)).isEqualTo(200);
            assertThat(mallory.awaitClosing()).isEqualTo(DISCONNECTED);
            cluster.nodes().forEach(node -> awaitHandshake(node, "mallory", 401));
            alice.send(request("ping").encode()).nextOf("pong");
        }
        cluster.node(1).kill();
        CarillonProcess again = cluster.startAgain(1);
        assertThat(handshake(again, again.tokens().of("mallory"))).isEqualTo(401);
        assertThat(handshake(again, again.tokens().of("alice"))).isEqualTo(101);
        assertThat(call("DELETE", user)).isEqualTo(200);
        cluster.nodes().forEach(node -> awaitHandshake(node, "mallory", 101));
    }

    @Test
    void oneTokenIsRefusedAndTheOthersOfItsUserAreNot() {
        CarillonProcess node = cluster.node(2);
        String leaked = node.tokens().signed(Tokens.claims("bob").put("jti", "t-1"));
        String good = node.tokens().signed(Tokens.claims("bob").put("jti", "t-2"));
        try (JdkClient thief = JdkClient.connect(node, leaked);
                JdkClient bob = JdkClient.connect(node, good)) {
            assertThat(call("POST", new JsonObject().put("jti", "t-1").encode()))
                    .isEqualTo(200);
            assertThat(thief.awaitClosing()).isEqualTo(DISCONNECTED);
            assertThat(handshake(node, leaked)).isEqualTo(401);
            assertThat(handshake(node, good)).isEqualTo(101);
            assertError(bob.ask(request("refresh", 1).put("token", leaked).encode()), 401, "authentication_failed");
            bob.send(request("ping").encode()).nextOf("pong");
        }
    }

    private void awaitHandshake(CarillonProcess node, String user, int status) {
        Await.until(
                user + " is answered " + status,
                DEADLINE,
                () -> handshake(node, node.tokens().of(user)) == status);
    }

    private static int handshake(CarillonProcess node, String token) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            return socket.exchange(UpgradeRequest.to("/ws").bearer(token)).status();
        }
    }

    private int call(String method, String body) {
        CarillonProcess node = cluster.node(0);
        return node.request(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.opsPort() + "/api/revocations"))
                                .header("X-API-Key", NodeConf.API_KEY)
                                .method(method, BodyPublishers.ofString(body)))
                .statusCode();
    }
}
