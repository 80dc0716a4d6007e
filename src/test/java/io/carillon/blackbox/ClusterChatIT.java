package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three nodes and a client on each. Absence is proven by what comes next: a message that was not to come would be it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterChatIT {
    private static final int PUBLISHERS = 4;
    private static final int MESSAGES_EACH = 5_000;

    /**
     * Messages of one publisher that are sent before their answers are read: few enough that nodes that have only just begun
     * answer them within the second that a publish may take.
     */
    private static final int WINDOW = 50;

    private CarillonCluster cluster;
    private List<JdkClient> clients;

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
        clients = connectAll("client");
    }

    @AfterEach
    void disconnect() {
        clients.forEach(JdkClient::close);
    }

    private List<JdkClient> connectAll(String name) {
        return cluster.nodes().stream()
                .map(node -> JdkClient.connectAs(node, name))
                .toList();
    }

    @Test
    void aMessageFromAnyNodeReachesAClientOnEveryNodeOnce() {
        clients.forEach(client -> client.subscribe("lobby"));
        for (JdkClient sender : clients) {
            sender.send(publish("lobby", sender.welcome().getString("clientId")));
            for (JdkClient receiver : clients) {
                JsonObject message = receiver.nextOf("message");
                assertThat(message.getString("data")).isEqualTo(sender.welcome().getString("clientId"));
                assertThat(message.getString("from")).isEqualTo("client");
                assertThat(message.getString("channel")).isEqualTo("lobby");
            }
        }
        clients.get(0).send(publish("lobby", "end"));
        clients.forEach(
                client -> assertThat(client.nextOf("message").getString("data")).isEqualTo("end"));
    }

    @Test
    void everyNodeListsAllNodesWithTheirLoad() {
        clients.get(0).subscribe("one");
        clients.get(1).subscribe("one").subscribe("two");
        List<JsonObject> lists = new ArrayList<>();
        for (CarillonProcess node : cluster.nodes()) {
            cluster.awaitMembers(node, CarillonCluster.SIZE);
            Await.until(
                    "earlier connections are gone",
                    () -> numbers(node, "connections").equals(List.of(1, 1, 1)));
            lists.add(CarillonCluster.nodesOf(node));
            assertThat(numbers(node, "channels")).containsExactlyInAnyOrder(0, 1, 2);
            assertThat(numbers(node, "uptime")).allMatch(uptime -> uptime > 0);
        }
        assertThat(lists).extracting(list -> texts(list, "id")).containsOnly(texts(lists.get(0), "id"));
        assertThat(new HashSet<>(texts(lists.get(0), "id"))).hasSize(CarillonCluster.SIZE);
        assertThat(texts(lists.get(0), "address"))
                .containsExactlyInAnyOrderElementsOf(cluster.nodes().stream()
                        .map(node -> "127.0.0.1:" + node.port())
                        .toList());
    }

    private static List<Integer> numbers(CarillonProcess node, String key) {
        return items(CarillonCluster.nodesOf(node))
                .map(item -> item.getInteger(key))
                .toList();
    }

    private static List<String> texts(JsonObject list, String key) {
        return items(list).map(item -> item.getString(key)).sorted().toList();
    }

    private static Stream<JsonObject> items(JsonObject list) {
        return list.getJsonArray("items").stream().map(JsonObject.class::cast);
    }

    @Test
    void twentyThousandMessagesOfFourPublishersArriveOnceAndInOneOrderEverywhere() {
        clients.forEach(client -> client.subscribe("busy"));
        CompletableFuture.allOf(IntStream.range(0, PUBLISHERS)
                        .mapToObj(number -> CompletableFuture.runAsync(() -> publishAll(number)))
                        .toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        clients.get(0).send(publish("busy", "end"));
        List<String> order = heard(clients.get(0));
        assertThat(order).hasSize(PUBLISHERS * MESSAGES_EACH).doesNotHaveDuplicates();
        assertThat(order.stream().sorted(Comparator.comparing(ClusterChatIT::publisher)))
                .containsExactlyElementsOf(IntStream.range(0, PUBLISHERS * MESSAGES_EACH)
                        .mapToObj(i -> i / MESSAGES_EACH + " " + i % MESSAGES_EACH)
                        .toList());
        assertThat(heard(clients.get(1))).isEqualTo(order);
        assertThat(heard(clients.get(2))).isEqualTo(order);
    }

    private void publishAll(int number) {
        try (JdkClient client = JdkClient.connectAs(cluster.node(number % CarillonCluster.SIZE), "publisher")) {
            for (int i = 0; i < MESSAGES_EACH; i += WINDOW) {
                for (int j = i; j < i + WINDOW; j++) {
                    client.send(publish("busy", number + " " + j, j));
                }
                for (int j = i; j < i + WINDOW; j++) {
                    assertThat(client.nextOf("published").getInteger("id")).isEqualTo(j);
                }
            }
        }
    }

    private static String publisher(String data) {
        return data.substring(0, data.indexOf(' '));
    }

    /** The data of all messages up to the last. */
    private static List<String> heard(JdkClient client) {
        return Stream.generate(() -> client.nextOf("message").getString("data"))
                .takeWhile(data -> !data.equals("end"))
                .toList();
    }

    @Test
    void aKilledNodeIsMissedByTheOthersWhoGoOnAndTakeItBack() {
        clients.forEach(client -> client.subscribe("lobby"));
        cluster.node(2).kill();
        assertThat(clients.get(2).awaitClosing().code()).isEqualTo(1006);
        List<JdkClient> others = clients.subList(0, 2);
        assertChat(others);
        cluster.nodes().subList(0, 2).forEach(node -> cluster.awaitMembers(node, 2));
        assertChat(others);
        try (JdkClient back = JdkClient.connectAs(cluster.startAgain(2), "back").subscribe("lobby")) {
            cluster.nodes().forEach(node -> cluster.awaitMembers(node, CarillonCluster.SIZE));
            assertChat(List.of(others.get(0), others.get(1), back));
        }
    }

    /** Each says something, and each hears all of it. */
    private static void assertChat(List<JdkClient> clients) {
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).send(publish("lobby", i));
            for (JdkClient receiver : clients) {
                assertThat(receiver.nextOf("message").getInteger("data")).isEqualTo(i);
            }
        }
    }
}
