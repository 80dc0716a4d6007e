package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Command;
import io.carillon.bus.Command.Action;
import io.carillon.bus.Command.Disconnect;
import io.carillon.bus.Command.JoinGroup;
import io.carillon.bus.Command.LeaveGroup;
import io.carillon.bus.Command.PutMetadata;
import io.carillon.bus.Command.RemoveMetadata;
import io.carillon.bus.Command.Send;
import io.carillon.bus.Command.Subscribe;
import io.carillon.bus.Command.Unsubscribe;
import io.carillon.bus.FakeHub;
import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import io.carillon.bus.Selection;
import io.carillon.channel.ChannelName;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls about connections, as far as they go without any: what hubs are asked and told, and what is answered. */
class ClusterCallsTest {
    private static final String FULL_NAME = "x".repeat(255);
    private static final String FOUND = "{\"found\":3,\"done\":2,\"nodes\":{\"asked\":1,\"answered\":1}}";
    private static final ChannelName LOBBY = new ChannelName("chat:lobby");

    private final OpsNode node = new OpsNode(OpsNode.KEY);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void connections_are_listed_page_by_page() {
        for (int i = 0; i < 5; i++) {
            FakeHub hub = i % 2 == 0 ? node.hub : node.otherHub;
            hub.clients.put("c" + i, FakeHub.connection("c" + i, i == 3 ? "bob" : "ada", Map.of()));
        }
        JsonObject first = json(call("GET", "/api/connections?limit=3", ""));
        assertThat(ids(first)).containsExactly("c0", "c1", "c2");
        JsonObject second = json(call("GET", "/api/connections?limit=3&cursor=" + first.getString("cursor"), ""));
        assertThat(ids(second)).containsExactly("c3", "c4");
        assertThat(second.fieldNames()).containsExactly("items", "nodes");
        assertThat(ids(json(call("GET", "/api/connections?user=bob", "")))).containsExactly("c3");
        assertThat(ids(json(call("GET", "/api/connections?node=" + node.cluster.nodeId(), ""))))
                .hasSize(5);
        assertThat(json(call("GET", "/api/connections?node=nobody", "")).encode())
                .isEqualTo("{\"items\":[],\"nodes\":{\"asked\":0,\"answered\":0}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=",
                "limit=99999999999999999999",
                "limit=%31%30x",
                "cursor=",
                "cursor=*",
                "cursor=_w",
                "user=",
                "group=%00",
                "group=%7F",
                "node=%0A",
                "channel=",
                "channel=a%20b",
                "channel=a*"
            })
    void questions_that_mean_nothing_are_the_callers_mistake(String query) {
        assertError(call("GET", "/api/connections?" + query, ""), 400, "invalid_message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/groups?limit=0", "/api/groups/g/members?cursor=%25", "/api/channels?prefix=%01"})
    void every_list_has_the_same_bounds(String path) {
        assertError(call("GET", path, ""), 400, "invalid_message");
    }

    @Test
    void unknown_parameters_of_the_query_are_ignored() {
        assertThat(call("GET", "/api/connections?colour=red&colour=blue", "").statusCode())
                .isEqualTo(200);
        found(Optional.empty());
        assertThat(call("DELETE", "/api/connections/c1?colour=red", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void one_connection_is_shown_with_its_metadata_as_they_were_sent() {
        node.hub.clients.put("c1", FakeHub.connection("c1", "ada", Map.of("plan", "{\"price\": 1.50}")));
        HttpResponse<String> answer = call("GET", "/api/connections/c1", "");
        assertThat(answer.body()).contains("\"metadata\":{\"plan\":{\"price\": 1.50}}");
        assertThat(json(answer).fieldNames())
                .containsExactly(
                        "clientId",
                        "userId",
                        "node",
                        "remoteAddress",
                        "connectedAt",
                        "channels",
                        "groups",
                        "metadata",
                        "stats",
                        "heartbeat",
                        "nodes");
        assertThat(json(answer).getString("node")).isEqualTo(node.cluster.nodeId());
        assertThat(call("GET", "/api/connections/c1/metadata/plan", "").body())
                .isEqualTo("{\"value\":{\"price\": 1.50},\"nodes\":{\"asked\":1,\"answered\":1}}");
        assertError(call("GET", "/api/connections/c1/metadata/colour", ""), 404, "not_found");
        assertError(call("GET", "/api/connections/c2/metadata/plan", ""), 404, "not_found");
    }

    @Test
    void nobody_is_not_found_by_as_many_nodes_as_have_answered() {
        HttpResponse<String> answer = call("GET", "/api/connections/c9", "");
        assertError(answer, 404, "not_found");
        assertThat(json(answer).getJsonObject("nodes")).isEqualTo(nodes(1));
        node.vertx.undeploy(node.secondHub).await();
        assertThat(json(call("GET", "/api/connections/c9", "")).getJsonObject("nodes"))
                .isEqualTo(nodes(0));
        assertThat(json(call("DELETE", "/api/connections/c9", "")).getJsonObject("nodes"))
                .isEqualTo(nodes(0));
    }

    @Test
    void names_are_listed_with_their_numbers() {
        node.hub.counts.putAll(Map.of("chat:a", 1, "chat:b", 2, "news", 3));
        node.otherHub.counts.putAll(Map.of("chat:b", 40));
        assertThat(call("GET", "/api/channels?prefix=chat:", "").body())
                .isEqualTo("{\"items\":[{\"channel\":\"chat:a\",\"subscribers\":1},"
                        + "{\"channel\":\"chat:b\",\"subscribers\":42}],\"nodes\":{\"asked\":1,\"answered\":1}}");
        assertThat(call("GET", "/api/groups?limit=1", "").body())
                .isEqualTo("{\"items\":[{\"group\":\"chat:a\",\"members\":1}],\"cursor\":\"Y2hhdDph\","
                        + "\"nodes\":{\"asked\":1,\"answered\":1}}");
        assertThat(json(call("GET", "/api/channels/chat:b", "")).getInteger("subscribers"))
                .isEqualTo(42);
        assertThat(json(call("GET", "/api/channels/chat:nobody", "")).getInteger("subscribers"))
                .isZero();
        assertError(call("GET", "/api/channels/a%20b", ""), 400, "invalid_message");
    }

    @Test
    void each_call_tells_the_hubs_what_it_says() {
        found(Optional.empty());
        client("DELETE", "/api/connections/c1", "", new Disconnect(3503, "disconnected"));
        client(
                "DELETE",
                "/api/connections/c1",
                "{\"code\":4000,\"reason\":\"\u00e4\"}",
                new Disconnect(4000, "\u00e4"));
        client("PUT", "/api/groups/a%2Fb/members/c1", "", new JoinGroup("a/b"));
        client("DELETE", "/api/groups/g/members/c1", "", new LeaveGroup("g"));
        client(
                "PUT",
                "/api/connections/c1/metadata/k",
                "{\"value\": {\"a\" :1.50}}",
                new PutMetadata("k", "{\"a\" :1.50}"));
        client("PUT", "/api/connections/c1/metadata/k", "{\"value\":null}", new PutMetadata("k", "null"));
        client("DELETE", "/api/connections/c1/metadata/k", "", new RemoveMetadata("k"));
        client("PUT", "/api/connections/c1/subscriptions/chat:lobby", "", new Subscribe(LOBBY));
        client("DELETE", "/api/connections/c1/subscriptions/chat:lobby", "", new Unsubscribe(LOBBY));
        many("DELETE", "/api/users/ada/connections", Selection.ofUser("ada"), new Disconnect(3503, "disconnected"));
        many("PUT", "/api/users/ada/subscriptions/chat:lobby", Selection.ofUser("ada"), new Subscribe(LOBBY));
        many("DELETE", "/api/users/ada/subscriptions/chat:lobby", Selection.ofUser("ada"), new Unsubscribe(LOBBY));
    }

    private void client(String method, String path, String body, Action action) {
        assertThat(call(method, path, body).body()).isEqualTo(FOUND);
        assertThat(node.hub.commands.poll()).isEqualTo(new Command(Selection.ofClient("c1"), Optional.empty(), action));
    }

    private void many(String method, String path, Selection to, Action action) {
        assertThat(call(method, path, "").body()).isEqualTo(FOUND);
        assertThat(node.hub.commands.poll()).isEqualTo(new Command(to, Optional.empty(), action));
    }

    private void found(Optional<Refusal> refused) {
        node.hub.outcome = new Outcome(3, 2, refused);
    }

    @Test
    void messages_carry_their_data_byte_for_byte() {
        found(Optional.empty());
        String body = "{\"data\": [ 1.50,\"\\u00e4\u20ac\" ] ,\"exclude\":\"c2\"}";
        assertThat(call("POST", "/api/connections/c1/messages", body).body()).isEqualTo(FOUND);
        assertSent(
                Selection.ofClient("c1"),
                Optional.of("c2"),
                "{\"type\":\"direct\",\"data\":[ 1.50,\"\\u00e4\u20ac\" ]}");
        call("POST", "/api/users/ada/messages", body);
        assertSent(
                Selection.ofUser("ada"),
                Optional.of("c2"),
                "{\"type\":\"direct\",\"data\":[ 1.50,\"\\u00e4\u20ac\" ]}");
        call("POST", "/api/groups/g%22/messages", body);
        assertSent(
                Selection.ofGroup("g\""),
                Optional.of("c2"),
                "{\"type\":\"direct\",\"group\":\"g\\\"\",\"data\":[ 1.50,\"\\u00e4\u20ac\" ]}");
    }

    private void assertSent(Selection to, Optional<String> except, String frame) {
        Command command = node.hub.commands.remove();
        assertThat(command.to()).isEqualTo(to);
        assertThat(command.except()).isEqualTo(except);
        assertThat(new String(((Send) command.action()).frame(), StandardCharsets.UTF_8))
                .isEqualTo(frame);
    }

    @Test
    void data_are_bounded_in_bytes() {
        found(Optional.empty());
        String full = "{\"data\":\"" + "\u00e4".repeat(OpsNode.MAX_MESSAGE_BYTES / 2 - 1) + "\"}";
        assertThat(call("POST", "/api/users/ada/messages", full).statusCode()).isEqualTo(200);
        assertError(call("POST", "/api/users/ada/messages", full.replace("\u00e4\"", "\u00e4x\"")), 413, "too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"data\":}",
                "{\"data\":1,\"data\":2}",
                "{\"data\":1}{}",
                "{\"data\":1,\"exclude\":7}",
                "{\"data\":1,\"exclude\":\"\"}",
                "{\"data\":NaN}"
            })
    void a_message_without_proper_data_is_the_callers_mistake(String body) {
        assertError(call("POST", "/api/users/ada/messages", body), 400, "invalid_message");
        assertThat(node.hub.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":999}",
                "{\"code\":1001}",
                "{\"code\":2999}",
                "{\"code\":5000}",
                "{\"code\":\"3503\"}",
                "{\"code\":3503.5}",
                "{\"code\":99999999999}",
                "{\"reason\":7}",
                "[]"
            })
    void a_close_that_no_frame_could_carry_is_the_callers_mistake(String body) {
        assertError(call("DELETE", "/api/connections/c1", body), 400, "invalid_message");
        assertError(call("DELETE", "/api/users/ada/connections", body), 400, "invalid_message");
    }

    @Test
    void a_reason_is_bounded_in_bytes() {
        found(Optional.empty());
        String full = "{\"reason\":\"" + "\u00e4".repeat(61) + "x\"}";
        assertThat(call("DELETE", "/api/connections/c1", full).statusCode()).isEqualTo(200);
        assertError(call("DELETE", "/api/connections/c1", full.replace("x", "xx")), 400, "invalid_message");
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void what_one_connection_refuses_is_an_error_and_what_one_of_many_refuses_is_told(Refusal refusal) {
        found(Optional.of(refusal));
        HttpResponse<String> one = call("PUT", "/api/connections/c1/subscriptions/chat:lobby", "");
        String name = json(one).getString("name");
        assertError(one, statusOf(refusal), name);
        assertThat(json(call("PUT", "/api/users/ada/subscriptions/chat:lobby", ""))
                        .getString("refused"))
                .isEqualTo(name);
    }

    private static int statusOf(Refusal refusal) {
        return switch (refusal) {
            case ABSENT, UNKNOWN_NAMESPACE -> 404;
            case LIMIT -> 429;
            case BROKER_UNAVAILABLE -> 503;
        };
    }

    @Test
    void ending_a_subscription_that_there_is_not_is_a_conflict() {
        found(Optional.of(Refusal.ABSENT));
        assertError(call("DELETE", "/api/connections/c1/subscriptions/chat:lobby", ""), 409, "not_subscribed");
        assertError(call("DELETE", "/api/connections/c1/metadata/k", ""), 404, "not_found");
    }

    @Test
    void many_may_be_nobody() {
        assertThat(call("DELETE", "/api/users/nobody/connections", "").body())
                .isEqualTo("{\"found\":0,\"done\":0,\"nodes\":{\"asked\":1,\"answered\":1}}");
        assertError(call("PUT", "/api/groups/g/members/nobody", ""), 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/connections/%0A",
        "GET,    /api/connections/NAMEx",
        "DELETE, /api/users/NAMEx/connections",
        "POST,   /api/groups/%1F/messages",
        "PUT,    /api/groups/g/members/%C2%85",
        "GET,    /api/connections/c1/metadata/",
        "DELETE, /api/connections/c1/metadata/NAMEx",
        "PUT,    /api/connections/c1/subscriptions/a%20b",
        "PUT,    /api/users/ada/subscriptions/$canary",
        "PUT,    /api/users/%7F/subscriptions/a"
    })
    void names_are_bounded(String method, String path) {
        String body = method.equals("POST") ? "{\"data\":1}" : "";
        assertError(call(method, path.replace("NAME", FULL_NAME), body), 400, "invalid_message");
        assertThat(node.hub.commands).isEmpty();
    }

    @Test
    void a_name_may_be_as_long_as_the_bound() {
        found(Optional.empty());
        assertThat(call("DELETE", "/api/users/" + FULL_NAME + "/connections", "")
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return node.send(
                node.request(path).header("X-API-Key", OpsNode.KEY).method(method, BodyPublishers.ofString(body)));
    }

    private static JsonObject json(HttpResponse<String> response) {
        return OpsNode.json(response);
    }

    private static Stream<String> ids(JsonObject list) {
        return list.getJsonArray("items").stream().map(item -> ((JsonObject) item).getString("clientId"));
    }

    private static JsonObject nodes(int answered) {
        return new JsonObject().put("asked", 1).put("answered", answered);
    }

    private static void assertError(HttpResponse<String> response, int code, String name) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(code);
        assertThat(json(response).getString("type")).isEqualTo("error");
        assertThat(json(response).getInteger("code")).isEqualTo(code);
        assertThat(json(response).getString("name")).isEqualTo(name);
        assertThat(json(response).getString("message")).isNotBlank();
    }
}
