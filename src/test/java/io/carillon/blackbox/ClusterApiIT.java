package io.carillon.blackbox;

import static io.carillon.blackbox.ApiClient.done;
import static io.carillon.blackbox.ApiClient.each;
import static io.carillon.blackbox.ApiClient.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonCluster;
import io.carillon.testing.Crowd;
import io.carillon.testing.JdkClient;
import io.carillon.testing.OpenApi;
import io.carillon.testing.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * Three nodes, a client on each, and a back end that asks and steers from every one of them. Each test has users, channels
 * and groups of its own, since the connections of another may not be gone yet.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterApiIT {
    private static final int SIZE = CarillonCluster.SIZE;
    private static final int CROWD = 500;

    private CarillonCluster cluster;
    private List<ApiClient> backEnds;
    private List<JdkClient> clients;
    private String name;

    @BeforeAll
    void start() {
        cluster = CarillonCluster.start();
        OpenApi document = new OpenApi();
        backEnds = cluster.nodes().stream()
                .map(node -> new ApiClient(node, document))
                .toList();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        clients = cluster.nodes().stream()
                .map(node -> JdkClient.connectAs(node, name))
                .toList();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(JdkClient::close);
    }

    private static String idOf(JdkClient client) {
        return client.welcome().getJsonObject("data").getString("clientId");
    }

    private List<String> ids() {
        return clients.stream().map(ClusterApiIT::idOf).sorted().toList();
    }

    /** From every node to a client on every node. */
    private void forEachPair(Consumer<Pair> action) {
        for (ApiClient backEnd : backEnds) {
            clients.forEach(client -> action.accept(new Pair(backEnd, client, "/api/connections/" + idOf(client))));
        }
    }

    private record Pair(ApiClient backEnd, JdkClient client, String path) {}

    @Test
    void everyNodeShowsTheConnectionsOfAll() {
        clients.get(1).subscribe(name);
        for (ApiClient backEnd : backEnds) {
            JsonObject list = backEnd.get("/api/connections?user=" + name);
            assertThat(each(list, "clientId")).isEqualTo(ids());
            assertThat(list.getJsonObject("nodes")).isEqualTo(nodes(SIZE, SIZE));
            assertThat(each(list, "node")).doesNotHaveDuplicates();
            assertThat(each(backEnd.get("/api/connections?channel=" + name), "clientId"))
                    .containsExactly(idOf(clients.get(1)));
            assertThat(each(backEnd.get("/api/connections?user=nobody&channel=" + name), "clientId"))
                    .isEmpty();
        }
    }

    @Test
    void aNodeCanBeAskedForItsOwn() {
        for (ApiClient backEnd : backEnds) {
            List<Object> seen = new ArrayList<>();
            for (Object node : each(backEnd.get("/api/nodes"), "id")) {
                JsonObject list = backEnd.get("/api/connections?user=" + name + "&node=" + node);
                assertThat(each(list, "node")).containsExactly(node);
                assertThat(list.getJsonObject("nodes")).isEqualTo(nodes(1, 1));
                seen.addAll(each(list, "clientId"));
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(ids());
        }
    }

    @Test
    void oneConnectionIsShownWithAllThereIsToKnow() {
        JsonObject claims = Tokens.claims("ada")
                .put("groups", new JsonArray().add(name))
                .put("meta", new JsonObject().put("plan", "gold"));
        long before = System.currentTimeMillis();
        try (JdkClient ada = JdkClient.connect(
                        cluster.node(0), cluster.node(0).tokens().signed(claims))
                .subscribe(name)) {
            JsonObject shown = backEnds.get(2).get("/api/connections/" + idOf(ada));
            assertThat(shown.getString("userId")).isEqualTo("ada");
            assertThat(shown.getString("remoteAddress")).isEqualTo("127.0.0.1");
            assertThat(shown.getLong("connectedAt")).isBetween(before - 1_000, System.currentTimeMillis() + 1_000);
            assertThat(shown.getJsonArray("channels")).containsExactly(name);
            assertThat(shown.getJsonArray("groups")).containsExactly(name);
            assertThat(shown.getJsonObject("metadata")).isEqualTo(new JsonObject().put("plan", "gold"));
            assertThat(shown.getJsonObject("stats").getLong("messagesReceived")).isEqualTo(1);
            assertThat(shown.getJsonObject("stats").getLong("messagesSent")).isEqualTo(2);
            assertThat(shown.getJsonObject("heartbeat").getBoolean("alive")).isTrue();
        }
    }

    @Test
    void nobodyIsNotFoundByAllNodes() {
        for (ApiClient backEnd : backEnds) {
            for (String call : List.of("GET ", "DELETE ", "PUT /metadata/k", "PUT /subscriptions/" + name)) {
                String[] words = call.split(" ", 2);
                String body = words[1].startsWith("/metadata") ? "{\"value\":1}" : "";
                JsonObject error =
                        backEnd.refused(words[0], "/api/connections/nobody" + words[1], body, 404, "not_found");
                assertThat(error.getJsonObject("nodes")).isEqualTo(nodes(SIZE, SIZE));
            }
        }
    }

    @Test
    void messagesReachAConnectionWhereverItIs() {
        forEachPair(pair -> {
            assertThat(pair.backEnd().post(pair.path() + "/messages", "{\"data\": [1.50, \"\u20ac\"]}"))
                    .isEqualTo(done(1, SIZE));
            assertThat(pair.client().next()).isEqualTo("{\"type\":\"direct\",\"data\":[1.50, \"\u20ac\"]}");
        });
    }

    @Test
    void messagesReachAllConnectionsOfAUserButOne() {
        for (ApiClient backEnd : backEnds) {
            assertThat(backEnd.post("/api/users/" + name + "/messages", "{\"data\":1}"))
                    .isEqualTo(done(SIZE, SIZE));
            JdkClient excluded = clients.get(0);
            String body = "{\"data\":2,\"exclude\":\"" + idOf(excluded) + "\"}";
            assertThat(backEnd.post("/api/users/" + name + "/messages", body)).isEqualTo(done(SIZE - 1, SIZE));
            backEnd.post("/api/users/" + name + "/messages", "{\"data\":3}");
            for (JdkClient client : clients) {
                assertThat(Stream.generate(() -> client.nextOf("direct").getInteger("data"))
                                .takeWhile(data -> data != 3)
                                .toList())
                        .isEqualTo(client == excluded ? List.of(1) : List.of(1, 2));
            }
        }
        assertThat(backEnds.get(0).post("/api/users/nobody/messages", "{\"data\":1}"))
                .isEqualTo(done(0, SIZE));
    }

    @Test
    void groupsAreMadeAskedAndAddressedFromEveryNode() {
        forEachPair(pair -> {
            String member = "/api/groups/" + name + "/members/" + idOf(pair.client());
            assertThat(pair.backEnd().put(member)).isEqualTo(done(1, SIZE));
            assertThat(pair.backEnd().put(member)).isEqualTo(done(1, SIZE));
        });
        for (ApiClient backEnd : backEnds) {
            assertThat(each(backEnd.get("/api/groups/" + name + "/members"), "clientId"))
                    .isEqualTo(ids());
            assertThat(each(backEnd.get("/api/connections?group=" + name), "clientId"))
                    .isEqualTo(ids());
            assertThat(backEnd.get("/api/groups").getJsonArray("items"))
                    .contains(new JsonObject().put("group", name).put("members", SIZE));
            String body = "{\"data\":true,\"exclude\":\"" + idOf(clients.get(2)) + "\"}";
            assertThat(backEnd.post("/api/groups/" + name + "/messages", body)).isEqualTo(done(SIZE - 1, SIZE));
            for (JdkClient client : clients.subList(0, 2)) {
                assertThat(client.next()).isEqualTo("{\"type\":\"direct\",\"group\":\"" + name + "\",\"data\":true}");
            }
            backEnd.delete("/api/groups/" + name + "/members/" + idOf(clients.get(2)));
            assertThat(each(backEnd.get("/api/groups/" + name + "/members"), "clientId"))
                    .hasSize(SIZE - 1);
            backEnd.refused("DELETE", "/api/groups/" + name + "/members/" + idOf(clients.get(2)), "", 404, "not_found");
            backEnd.put("/api/groups/" + name + "/members/" + idOf(clients.get(2)));
        }
        assertThat(clients.get(2).waiting()).isZero();
    }

    @Test
    void metadataAreWrittenReadAndRemovedFromEveryNode() {
        forEachPair(pair -> {
            String path = pair.path() + "/metadata/a%2Fb%20%C3%A4";
            pair.backEnd().refused("GET", path, "", 404, "not_found");
            assertThat(pair.backEnd().ask("PUT", path, "{\"value\": {\"price\": 1.50}}"))
                    .isEqualTo(done(1, SIZE));
            assertThat(pair.backEnd().call("GET", path, "").body())
                    .startsWith("{\"value\":{\"price\": 1.50},\"nodes\":");
            assertThat(pair.backEnd().get(pair.path()).getJsonObject("metadata").fieldNames())
                    .containsExactly("a/b \u00e4");
            assertThat(pair.backEnd().delete(path)).isEqualTo(done(1, SIZE));
            pair.backEnd().refused("DELETE", path, "", 404, "not_found");
        });
    }

    @Test
    void metadataAreBounded() {
        String body = "{\"value\":\"" + "x".repeat(5_000) + "\"}";
        backEnds.get(0)
                .refused("PUT", "/api/connections/" + idOf(clients.get(1)) + "/metadata/k", body, 429, "limit_reached");
    }

    @Test
    void subscriptionsOfAConnectionBeginAndEndFromEveryNode() {
        forEachPair(pair -> {
            String path = pair.path() + "/subscriptions/chat:" + name;
            assertThat(pair.backEnd().put(path)).isEqualTo(done(1, SIZE));
            assertThat(pair.client().nextOf("subscribed").getString("channel")).isEqualTo("chat:" + name);
            pair.client().send(Answers.publish("chat:" + name, 7));
            assertThat(pair.client().nextOf("message").getInteger("data")).isEqualTo(7);
            assertThat(pair.backEnd().delete(path)).isEqualTo(done(1, SIZE));
            assertThat(pair.client().nextOf("unsubscribed").getString("channel"))
                    .isEqualTo("chat:" + name);
            pair.backEnd().refused("DELETE", path, "", 409, "not_subscribed");
        });
    }

    @Test
    void subscriptionsOfAUserBeginAndEndFromEveryNode() {
        for (ApiClient backEnd : backEnds) {
            String path = "/api/users/" + name + "/subscriptions/" + name;
            assertThat(backEnd.put(path)).isEqualTo(done(SIZE, SIZE));
            clients.forEach(client -> client.nextOf("subscribed"));
            assertThat(backEnd.get("/api/channels/" + name).getInteger("subscribers"))
                    .isEqualTo(SIZE);
            assertThat(backEnd.delete(path)).isEqualTo(done(SIZE, SIZE));
            clients.forEach(client -> client.nextOf("unsubscribed"));
            JsonObject again = backEnd.delete(path);
            assertThat(again.getInteger("done")).isZero();
            assertThat(again.getString("refused")).isEqualTo("not_subscribed");
        }
    }

    @Test
    void aChannelOfANamespaceThatIsNotConfiguredIsRefused() {
        forEachPair(pair ->
                pair.backEnd().refused("PUT", pair.path() + "/subscriptions/nowhere:a", "", 404, "unknown_namespace"));
        assertThat(backEnds.get(0)
                        .put("/api/users/" + name + "/subscriptions/nowhere:a")
                        .getString("refused"))
                .isEqualTo("unknown_namespace");
    }

    @Test
    void channelsAreAddedUpOverAllNodes() {
        clients.forEach(client -> client.subscribe("chat:" + name));
        clients.get(0).subscribe("chat:" + name + "-too");
        for (ApiClient backEnd : backEnds) {
            assertThat(backEnd.get("/api/channels?prefix=chat:" + name).getJsonArray("items"))
                    .containsExactly(count("chat:" + name, SIZE), count("chat:" + name + "-too", 1));
            assertThat(backEnd.get("/api/channels/chat:" + name).getInteger("subscribers"))
                    .isEqualTo(SIZE);
            assertThat(backEnd.get("/api/channels/" + name).getInteger("subscribers"))
                    .isZero();
        }
    }

    private static JsonObject count(String channel, int subscribers) {
        return new JsonObject().put("channel", channel).put("subscribers", subscribers);
    }

    @Test
    void connectionsAreClosedFromEveryNode() {
        for (int i = 0; i < SIZE; i++) {
            JdkClient one = JdkClient.connectAs(cluster.node(i), name + "-one");
            String path = "/api/connections/" + idOf(one);
            assertThat(backEnds.get((i + 1) % SIZE).ask("DELETE", path, "{\"code\":4001,\"reason\":\"enough\"}"))
                    .isEqualTo(done(1, SIZE));
            assertThat(one.awaitClosing()).isEqualTo(new JdkClient.Closing(4001, "enough"));
        }
        assertThat(backEnds.get(1).delete("/api/users/" + name + "/connections"))
                .isEqualTo(done(SIZE, SIZE));
        for (JdkClient client : clients) {
            assertThat(client.awaitClosing()).isEqualTo(new JdkClient.Closing(3503, "disconnected"));
        }
    }

    @Test
    void pagesThroughFifteenHundredConnectionsHaveEachOnce() {
        List<Crowd> crowds =
                cluster.nodes().stream().map(node -> Crowd.connect(node, CROWD)).toList();
        try {
            for (ApiClient backEnd : backEnds) {
                for (int limit : new int[] {1000, 170}) {
                    assertPages(backEnd, limit);
                }
            }
        } finally {
            crowds.forEach(Crowd::close);
        }
    }

    private static void assertPages(ApiClient backEnd, int limit) {
        List<JsonObject> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonObject page = backEnd.get("/api/connections?limit=" + limit + cursor);
            assertThat(page.getJsonArray("items").size()).isBetween(1, limit);
            page.getJsonArray("items").forEach(item -> seen.add((JsonObject) item));
            cursor = page.containsKey("cursor") ? "&cursor=" + page.getString("cursor") : null;
        }
        assertThat(seen.stream().map(item -> item.getString("clientId")))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(seen.stream().map(item -> item.getString("userId")).filter(user -> user.startsWith("user-")))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, CROWD * SIZE)
                        .mapToObj(i -> "user-" + i % CROWD)
                        .toList());
    }

    /** Frozen it is a member that does not answer, killed it soon is none. */
    @Test
    void aFrozenNodeCostsItsPartAndADeadOneNothing() {
        ApiClient backEnd = backEnds.get(0);
        cluster.node(2).pause();
        JsonObject list = backEnd.get("/api/connections?user=" + name);
        JsonObject error = backEnd.refused("GET", "/api/connections/" + idOf(clients.get(2)), "", 404, "not_found");
        JsonObject sent = backEnd.post("/api/users/" + name + "/messages", "{\"data\":1}");
        List<Object> others = clients.subList(0, 2).stream()
                .map(ClusterApiIT::idOf)
                .<Object>map(id -> id)
                .toList();
        assertThat(each(list, "clientId")).containsExactlyInAnyOrderElementsOf(others);
        assertThat(list.getJsonObject("nodes")).isEqualTo(nodes(SIZE, SIZE - 1));
        assertThat(error.getJsonObject("nodes")).isEqualTo(nodes(SIZE, SIZE - 1));
        assertThat(sent).isEqualTo(done(2, SIZE).put("nodes", nodes(SIZE, SIZE - 1)));
        clients.subList(0, 2).forEach(client -> client.nextOf("direct"));
        cluster.node(2).kill();
        cluster.awaitMembers(cluster.node(0), SIZE - 1);
        list = backEnd.get("/api/connections?user=" + name);
        assertThat(each(list, "clientId")).containsExactlyInAnyOrderElementsOf(others);
        assertThat(list.getJsonObject("nodes")).isEqualTo(nodes(SIZE - 1, SIZE - 1));
        cluster.startAgain(2);
        cluster.nodes().forEach(node -> cluster.awaitMembers(node, SIZE));
    }
}
