package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Receiver;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of a node that runs alone, at a receiver that is not always well. */
class HooksIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private Receiver receiver;
    private CarillonProcess node;

    @BeforeEach
    void begin() {
        receiver = Receiver.start();
        node = CarillonProcess.start(hooked(NodeConf.open(), receiver));
    }

    @AfterEach
    void end() {
        node.close();
        receiver.close();
    }

    static NodeConf hooked(NodeConf conf, Receiver receiver) {
        return conf.with("hooks.events.url", receiver.url())
                .with("hooks.events.secret", Receiver.SECRET)
                .with("shutdown.drain", "0s");
    }

    static void await(String what, Receiver receiver, String subject, String... types) {
        Await.until(what, LONG, () -> receiver.typesOf(subject).equals(List.of(types)));
    }

    @Test
    void events_say_what_has_happened_in_order_and_are_signed() {
        JdkClient ada = JdkClient.connectAs(node, "ada");
        String id = PresenceIT.id(ada);
        ada.subscribe("room");
        ada.ask("{\"type\":\"unsubscribe\",\"channel\":\"room\"}");
        ada.subscribe("room");
        ada.close();
        await("all is told", receiver, "room", "occupied", "vacated", "occupied", "vacated");
        await("all is told", receiver, id, "connect", "disconnect");
        JsonObject connect = receiver.of(id).findFirst().orElseThrow();
        assertThat(connect.getString("id")).isEqualTo(id + ":connect");
        assertThat(connect.getString("user")).isEqualTo("ada");
        assertThat(connect.getString("node")).isNotBlank();
        assertThat(connect.getLong("timestamp")).isPositive();
        assertThat(receiver.of(id).skip(1).findFirst().orElseThrow().getInteger("code"))
                .isEqualTo(1006);
        assertThat(receiver.events().stream().map(event -> event.getString("id")))
                .doesNotHaveDuplicates();
        assertThat(receiver.forged()).isEmpty();
        Await.until("it is counted", () -> node.metric("carillon_hooks_delivered_total ") == 6);
    }

    @Test
    void what_a_receiver_does_not_accept_comes_again_in_order() {
        List<Receiver.Answer> answers = new ArrayList<>(List.of(
                new Receiver.Answer(500, "no"),
                new Receiver.Answer(302, ""),
                new Receiver.Answer(404, "x".repeat(100_000))));
        receiver.answer(body -> answers.isEmpty() ? new Receiver.Answer(204, "") : answers.remove(0));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try (JdkClient client = JdkClient.connectAs(node, "u" + i)) {
                ids.add(PresenceIT.id(client));
            }
        }
        for (String id : ids) {
            await("all is told", receiver, id, "connect", "disconnect");
        }
        assertThat(answers).isEmpty();
        assertThat(node.metric("carillon_hooks_attempts_failed_total ")).isEqualTo(3);
        List<String> connected = receiver.events().stream()
                .filter(event -> event.getString("type").equals("connect"))
                .map(event -> event.getString("clientId"))
                .toList();
        assertThat(byHub(connected)).isEqualTo(byHub(ids));
        assertThat(receiver.bodies().size()).isGreaterThan(3);
    }

    /** Each hub tells in order; which of two hubs tells first is not promised. */
    private static Map<String, List<String>> byHub(List<String> clientIds) {
        return clientIds.stream().collect(Collectors.groupingBy(id -> id.substring(0, id.indexOf('-'))));
    }

    @Test
    void while_the_receiver_is_away_events_wait() {
        receiver.shut();
        JdkClient ada = JdkClient.connectAs(node, "ada");
        ada.close();
        Await.until("it was tried", () -> node.metric("carillon_hooks_attempts_failed_total ") > 0);
        receiver.open();
        await("all is told", receiver, PresenceIT.id(ada), "connect", "disconnect");
        Await.until("nothing waits", () -> node.metric("carillon_hooks_waiting ") == 0);
    }

    @Test
    void a_node_that_ends_tells_of_its_last_connections() {
        JdkClient ada = JdkClient.connectAs(node, "ada");
        ada.subscribe("room");
        node.terminate();
        assertThat(node.awaitExit()).isZero();
        assertThat(receiver.typesOf(PresenceIT.id(ada))).containsExactly("connect", "disconnect");
        assertThat(receiver.of(PresenceIT.id(ada))
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .getInteger("code"))
                .isEqualTo(1001);
        assertThat(receiver.typesOf("room")).containsExactly("occupied", "vacated");
    }

    @Test
    void beyond_its_bound_the_queue_loses_the_oldest_events_and_counts_them() {
        receiver.shut();
        try (CarillonProcess small = CarillonProcess.start(hooked(NodeConf.open(), receiver)
                .with("hooks.events.queue", 1_000)
                .with("hooks.events.kinds", new JsonArray().add("occupied").add("vacated"))
                .with("hooks.events.timeout", "10ms"))) {
            JdkClient ada = JdkClient.connectAs(small, "ada");
            for (int i = 0; i < 600; i++) {
                ada.subscribe("n" + i);
                ada.ask("{\"type\":\"unsubscribe\",\"channel\":\"n" + i + "\"}");
            }
            Await.until("some are lost", () -> small.metric("carillon_hooks_dropped_total ") == 200);
            assertThat(small.output()).contains("Too many webhook events are waiting");
        }
    }
}
