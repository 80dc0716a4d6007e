package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may do what where: namespaces and the grants of tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamespacesIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        JsonObject namespaces = new JsonObject()
                .put("open", new JsonObject().put("subscribe", "anyone").put("publish", "anyone"))
                .put("granted", new JsonObject())
                .put("feed", new JsonObject().put("subscribe", "anyone").put("publish", "nobody"))
                .put("drop", new JsonObject().put("subscribe", "nobody").put("publish", "anyone"));
        node = CarillonProcess.start(NodeConf.open().with("namespaces", namespaces));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void withoutGrantsOnlyWhatIsOpenToAnyoneIsAllowed() {
        try (JdkClient alice = JdkClient.connectAs(node, "alice")) {
            alice.subscribe("open:a").subscribe("feed:a");
            assertThat(alice.ask(publish("drop:a", 1, 1)).getString("type")).isEqualTo("published");
            assertDenied(alice.ask(subscribe("granted:a", 1)), "No permission to subscribe", "granted:a");
            assertDenied(alice.ask(publish("granted:a", 1, 1)), "No permission to publish", "granted:a");
            assertDenied(alice.ask(publish("feed:a", 1, 1)), "No permission to publish", "feed:a");
            assertDenied(alice.ask(subscribe("drop:a", 1)), "No permission to subscribe", "drop:a");
        }
    }

    @Test
    void grantsOpenExactlyWhatTheirPatternsMatch() {
        String token = node.tokens().granting("alice", List.of("granted:room-*", "*:b"), List.of("granted:x.y"));
        try (JdkClient alice = JdkClient.connect(node, token)) {
            alice.subscribe("granted:room-").subscribe("granted:room-a:b").subscribe("granted:b");
            assertThat(alice.ask(publish("granted:x.y", 1, 1)).getString("type"))
                    .isEqualTo("published");
            for (String channel : new String[] {"granted:roo", "granted:Room-a", "granted:x.y", "granted:bb"}) {
                assertDenied(alice.ask(subscribe(channel, 1)), "No permission to subscribe", channel);
            }
            for (String channel : new String[] {"granted:xzy", "granted:x.y.z", "granted:room-a", "granted:"}) {
                assertDenied(alice.ask(publish(channel, 1, 1)), "No permission to publish", channel);
            }
        }
    }

    @Test
    void aGrantOfEverythingDoesNotOpenWhatIsClosedToClients() {
        try (JdkClient alice = JdkClient.connect(node, node.tokens().granting("alice", List.of("*"), List.of("*")))) {
            alice.subscribe("granted:anything");
            assertDenied(alice.ask(publish("feed:a", 1, 1)), "No permission to publish", "feed:a");
            assertDenied(alice.ask(subscribe("drop:a", 1)), "No permission to subscribe", "drop:a");
            assertError(alice.ask(subscribe("nowhere:a", 1)), 404, "unknown_namespace");
            assertError(alice.ask(subscribe("bare", 1)), 404, "unknown_namespace");
        }
    }

    private static void assertDenied(JsonObject answer, String message, String channel) {
        assertError(answer, 403, "permission_denied");
        assertThat(answer.getString("message")).isEqualTo(message);
        assertThat(answer.getString("channel")).isEqualTo(channel);
        assertThat(answer.getInteger("id")).isEqualTo(1);
    }
}
