package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.Receiver;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of three nodes: who dies is told of by another, whoever posts. */
class ClusterHooksIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private Receiver receiver;
    private CarillonCluster cluster;

    @BeforeEach
    void begin() {
        receiver = Receiver.start();
        cluster = CarillonCluster.start(conf -> HooksIT.hooked(conf, receiver));
    }

    @AfterEach
    void end() {
        cluster.close();
        receiver.close();
    }

    private List<JdkClient> crowd(CarillonProcess node, int size, String channel) {
        List<JdkClient> crowd = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            crowd.add(JdkClient.connectAs(node, "user").subscribe(channel));
        }
        return crowd;
    }

    /** The first occurrence of each event, by its id. */
    private List<JsonObject> once() {
        Map<String, JsonObject> byId = new LinkedHashMap<>();
        receiver.events().forEach(event -> byId.putIfAbsent(event.getString("id"), event));
        return List.copyOf(byId.values());
    }

    private List<String> typesOf(String subject) {
        return once().stream()
                .filter(event ->
                        subject.equals(event.getString("clientId")) || subject.equals(event.getString("channel")))
                .map(event -> event.getString("type"))
                .collect(Collectors.toList());
    }

    private void await(String what, String subject, String... types) {
        Await.until(what + ": " + subject, LONG, () -> typesOf(subject).equals(List.of(types)));
    }

    private int courier() {
        for (int i = 0; i < CarillonCluster.SIZE; i++) {
            if (cluster.node(i).metric("carillon_hooks_delivered_total ") > 0) {
                return i;
            }
        }
        throw new AssertionError("nobody has posted");
    }

    @Test
    void the_courier_and_owner_of_connections_is_killed_and_everything_is_told_once() {
        crowd(cluster.node(0), 1, "first");
        await("somebody posts", "first", "occupied");
        int victim = courier();
        int survivor = (victim + 1) % CarillonCluster.SIZE;
        List<JdkClient> theirs = crowd(cluster.node(victim), 50, "theirs");
        List<JdkClient> ours = crowd(cluster.node(survivor), 10, "ours");
        crowd(cluster.node(victim), 1, "ours");
        for (JdkClient each : theirs) {
            await("it has come", PresenceIT.id(each), "connect");
        }
        cluster.node(victim).kill();
        for (JdkClient each : theirs) {
            await("it has gone", PresenceIT.id(each), "connect", "disconnect");
        }
        await("nobody is there", "theirs", "occupied", "vacated");
        JsonObject gone = once().stream()
                .filter(event -> event.getString("type").equals("disconnect"))
                .findFirst()
                .orElseThrow();
        assertThat(gone.getInteger("code")).isEqualTo(1006);
        assertThat(typesOf("ours")).containsExactly("occupied");
        for (JdkClient each : ours) {
            assertThat(typesOf(PresenceIT.id(each))).containsExactly("connect");
            each.close();
        }
        await("nobody is there", "ours", "occupied", "vacated");
        assertThat(receiver.forged()).isEmpty();
    }

    @Test
    void a_redis_that_has_lost_everything_gets_the_living_back_and_nobody_is_told_of_them() {
        List<JdkClient> crowd = crowd(cluster.node(0), 10, "room");
        for (JdkClient each : crowd) {
            await("it has come", PresenceIT.id(each), "connect");
        }
        int before = once().size();
        cluster.redis().kill();
        JdkClient late = JdkClient.connectAs(cluster.node(1), "late");
        cluster.redis().restart();
        await("it has come", PresenceIT.id(late), "connect");
        assertThat(once()).hasSize(before + 1);
        crowd.forEach(JdkClient::close);
        for (JdkClient each : crowd) {
            await("it has gone", PresenceIT.id(each), "connect", "disconnect");
        }
        await("nobody is there", "room", "occupied", "vacated");
    }

    @Test
    void a_frozen_node_is_taken_for_gone_and_tells_of_its_connections_again() {
        crowd(cluster.node(1), 1, "other");
        await("somebody posts", "other", "occupied");
        List<JdkClient> theirs = crowd(cluster.node(0), 5, "theirs");
        for (JdkClient each : theirs) {
            await("it has come", PresenceIT.id(each), "connect");
        }
        cluster.node(0).pause();
        for (JdkClient each : theirs) {
            await("it is taken for gone", PresenceIT.id(each), "connect", "disconnect");
        }
        cluster.node(0).resume();
        for (JdkClient each : theirs) {
            await("it is there again", PresenceIT.id(each), "connect", "disconnect", "connect");
        }
        await("so is the channel", "theirs", "occupied", "vacated", "occupied");
    }
}
