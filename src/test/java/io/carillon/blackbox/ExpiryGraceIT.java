package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection outlives its token for a while, in which a refresh may come. */
class ExpiryGraceIT {
    private static final JsonObject ANYTHING = new JsonObject()
            .put("subscribe", "anyone")
            .put("publish", "anyone")
            .put("history", "anyone")
            .put("presence", "anyone")
            .put("historySize", 10);

    @Test
    void inTheGraceAConnectionKeepsWhatItHasAndGetsNothingMoreUntilItIsRefreshed() {
        try (CarillonProcess node = CarillonProcess.start(
                        NodeConf.open().with("namespaces.kept", ANYTHING).with("auth.expiryGrace", "5m"));
                JdkClient alice = JdkClient.connect(node, node.tokens().lasting("alice", 2));
                JdkClient bob = JdkClient.connectAs(node, "bob")) {
            alice.subscribe("chat:a").subscribe("chat:b");
            awaitExpiry(alice);
            for (String refused : List.of(
                    subscribe("kept:a", 1),
                    publish("kept:a", 1, 1),
                    request("history", 1).put("channel", "kept:a").encode(),
                    request("presence", 1).put("channel", "kept:a").encode())) {
                JsonObject error = assertError(alice.ask(refused), 401, "authentication_failed");
                assertThat(error.getString("message")).contains("refresh");
                assertThat(error.getInteger("id")).isEqualTo(1);
            }
            bob.ask(publish("chat:a", "still here", 1));
            assertThat(alice.nextOf("message").getString("data")).isEqualTo("still here");
            alice.ask(request("unsubscribe").put("channel", "chat:b").encode());
            alice.send(request("refresh")
                            .put("token", node.tokens().of("alice"))
                            .encode())
                    .nextOf("refreshed");
            alice.subscribe("kept:a");
        }
    }

    @Test
    void whoeverIsNotRefreshedInTheGraceIsClosed() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("auth.expiryGrace", "1s"));
                JdkClient alice = JdkClient.connect(node, node.tokens().lasting("alice", 2))) {
            awaitExpiry(alice);
            assertThat(alice.awaitClosing()).isEqualTo(new JdkClient.Closing(3005, "token expired"));
        }
    }

    @Test
    void aReloadShortensTheGraceOfThoseWhoAreConnected() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("auth.expiryGrace", "5m"));
                JdkClient alice = JdkClient.connect(node, node.tokens().lasting("alice", 2))) {
            awaitExpiry(alice);
            node.rewrite(node.conf().with("auth.expiryGrace", "0s"));
            assertThat(node.ops("POST", "/api/reload", "").body()).contains("\"changed\":[\"auth\"]");
            assertThat(alice.awaitClosing()).isEqualTo(new JdkClient.Closing(3005, "token expired"));
        }
    }

    private static void awaitExpiry(JdkClient client) {
        Await.until(
                "the token is over",
                () -> "error".equals(client.ask(publish("chat:none", 1, 0)).getString("type")));
    }
}
