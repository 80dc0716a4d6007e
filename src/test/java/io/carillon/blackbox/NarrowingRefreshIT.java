package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A refresh with a token that grants less ends the subscriptions that it does not cover. */
class NarrowingRefreshIT {
    @Test
    void aRefreshWithNarrowerGrantsEndsWhatItNoLongerCovers() {
        JsonObject kept = new JsonObject().put("historySize", 10);
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open()
                        .with("namespaces.granted", new JsonObject())
                        .with("namespaces.kept", kept));
                JdkClient alice = JdkClient.connect(
                        node, node.tokens().granting("alice", List.of("granted:*", "kept:*"), List.of()));
                JdkClient bob = JdkClient.connect(
                        node, node.tokens().granting("bob", List.of(), List.of("granted:*", "kept:*")))) {
            alice.subscribe("granted:a")
                    .subscribe("granted:b")
                    .subscribe("kept:c")
                    .subscribe("chat:d");
            String narrower = node.tokens().granting("alice", List.of("granted:a"), List.of());
            alice.send(request("refresh", 7).put("token", narrower).encode());
            assertThat(alice.nextOf("refreshed").getInteger("id")).isEqualTo(7);
            assertThat(Set.of(alice.nextOf("unsubscribed"), alice.nextOf("unsubscribed")))
                    .containsExactlyInAnyOrder(unsubscribed("granted:b"), unsubscribed("kept:c"));

            bob.ask(publish("granted:b", "not for her", 1));
            bob.ask(publish("kept:c", "not for her", 2));
            bob.ask(publish("granted:a", "for her", 3));
            bob.ask(publish("chat:d", "for her too", 4));
            assertThat(alice.nextOf("message").getString("data")).isEqualTo("for her");
            assertThat(alice.nextOf("message").getString("data")).isEqualTo("for her too");
        }
    }

    private static JsonObject unsubscribed(String channel) {
        return request("unsubscribed").put("channel", channel);
    }
}
