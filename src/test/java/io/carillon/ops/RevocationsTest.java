package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationsTest {
    /** The clock of the node. */
    private static final long NOW = 1_700_000_090_000L;

    private static final long DAY = 86_400_000;
    private static final long TWO_LEEWAYS = 10_000;

    private final OpsNode node = new OpsNode(OpsNode.KEY);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void a_revocation_holds_as_long_as_a_token_can_be_good_unless_it_says_otherwise() {
        assertThat(OpsNode.json(call("POST", "{'user':'ada'}")))
                .isEqualTo(new JsonObject().put("user", "ada").put("until", NOW + DAY + TWO_LEEWAYS));
        assertThat(OpsNode.json(call("POST", "{'jti':'t1','until':" + (NOW + 1) + "}")))
                .isEqualTo(new JsonObject().put("jti", "t1").put("until", NOW + 1));
        assertThat(OpsNode.json(list("")).getJsonArray("items"))
                .containsExactly(
                        new JsonObject().put("user", "ada").put("until", NOW + DAY + TWO_LEEWAYS),
                        new JsonObject().put("jti", "t1").put("until", NOW + 1));
    }

    @Test
    void what_is_lifted_was_there() {
        call("POST", "{'user':'ada'}");
        assertThat(call("DELETE", "{'jti':'ada'}").statusCode()).isEqualTo(404);
        assertThat(OpsNode.json(call("DELETE", "{'user':'ada'}"))).isEqualTo(new JsonObject().put("user", "ada"));
        assertThat(call("DELETE", "{'user':'ada'}").statusCode()).isEqualTo(404);
        assertThat(OpsNode.json(list(""))).isEqualTo(new JsonObject("{\"items\":[]}"));
    }

    @Test
    void one_too_many_is_refused() {
        node.bridge.most = 1;
        call("POST", "{'user':'ada'}");
        HttpResponse<String> refused = call("POST", "{'user':'ben'}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(OpsNode.json(refused).getString("name")).isEqualTo("limit_reached");
    }

    @Test
    void a_bridge_that_is_not_there_is_503() {
        node.vertx.undeploy(node.bridgeId).await();
        assertThat(call("POST", "{'user':'ada'}").statusCode()).isEqualTo(503);
        assertThat(list("").statusCode()).isEqualTo(503);
    }

    @Test
    void the_list_comes_in_pages() {
        List<String> names = List.of("a", "b", "c", "d e", "\u00e4");
        names.forEach(name -> call("POST", "{'user':'" + name + "'}"));
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = OpsNode.json(list("?limit=2" + cursor));
            page.getJsonArray("items").forEach(item -> read.add(((JsonObject) item).getString("user")));
            cursor = page.containsKey("cursor") ? "&cursor=" + page.getString("cursor") : "";
        } while (!cursor.isEmpty());
        assertThat(read).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{'user':'a','jti':'b'}",
                "{'user':''}",
                "{'user':7}",
                "{'user':null}",
                "{'user':'a\u0007'}",
                "{'jti':['a']}",
                "{'user':'a','until':1}",
                "{'user':'a','until':'1'}",
                "{'user':'a','until':-1}",
                "{'user':'\\ud800'}",
                "{'user':'a','jit':null}",
                "{'user':'a','until':1700000100000.5}",
                "{'user':'a','until':1e300}",
                "{'user':'a','until':253402300800000}",
                "{'user':'a','user':'b'}"
            })
    void anything_else_is_the_callers_mistake(String body) {
        HttpResponse<String> refused = call("POST", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(OpsNode.json(list("")).getJsonArray("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=1001", "?limit=x", "?limit=-1", "?cursor=!", "?cursor=", "?cursor=YQ"})
    void pages_that_cannot_be_are_refused(String query) {
        assertThat(list(query).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> list(String query) {
        return node.get("/api/revocations" + query, "X-API-Key", OpsNode.KEY);
    }

    private HttpResponse<String> call(String method, String body) {
        return node.send(node.request("/api/revocations")
                .header("X-API-Key", OpsNode.KEY)
                .method(method, BodyPublishers.ofString(body.replace('\'', '"'))));
    }
}
