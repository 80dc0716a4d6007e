package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.bus.FakeHub;
import io.carillon.bus.Outcome;
import io.carillon.protocol.ErrorCode;
import io.carillon.testing.OpenApi;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document against the table of calls, and against answers. */
class OpenApiTest {
    private final OpsNode node = new OpsNode(OpsNode.KEY);
    private final OpenApi document = new OpenApi();

    @BeforeEach
    void connect() {
        node.hub.clients.put("c1", FakeHub.connection("c1", "ada", Map.of("plan", "{\"price\":1.50}")));
        node.hub.counts.put("chat:lobby", 1);
        node.hub.outcome = new Outcome(1, 1, Optional.empty());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void the_document_has_every_call_and_no_other() {
        assertThat(document.calls())
                .containsExactlyInAnyOrderElementsOf(node.endpoints().stream()
                        .map(endpoint -> endpoint.method() + " " + endpoint.path())
                        .toList());
    }

    @Test
    void the_document_is_served() {
        assertThat(new JsonObject(call("GET", "/api/openapi.json", "").body())).isEqualTo(document.document());
    }

    @Test
    void every_name_in_a_path_has_its_parameter() {
        for (String call : document.calls()) {
            String[] words = call.split(" ");
            JsonObject operation =
                    document.at("#/paths").getJsonObject(words[1]).getJsonObject(words[0].toLowerCase(Locale.ROOT));
            Set<String> parameters = operation.getJsonArray("parameters", new JsonArray()).stream()
                    .map(each -> document.at(((JsonObject) each).getString("$ref")))
                    .filter(each -> each.getString("in").equals("path"))
                    .map(each -> each.getString("name"))
                    .collect(Collectors.toSet());
            Set<String> names = Stream.of(words[1].split("/"))
                    .filter(segment -> segment.startsWith("{"))
                    .map(segment -> segment.substring(1, segment.length() - 1))
                    .collect(Collectors.toSet());
            assertThat(parameters).as(call).isEqualTo(names);
        }
    }

    @Test
    void every_call_has_an_identifier_of_its_own_and_a_summary() {
        List<JsonObject> operations = document.document().getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue()).stream())
                .map(operation -> (JsonObject) operation.getValue())
                .toList();
        assertThat(operations)
                .allSatisfy(
                        operation -> assertThat(operation.getString("summary")).isNotBlank());
        assertThat(operations.stream().map(operation -> operation.getString("operationId")))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_reference_points_at_something() {
        document.references().forEach(document::at);
    }

    @Test
    void the_errors_of_the_document_are_those_of_the_catalogue() {
        List<?> names = document.at("#/components/schemas/Error/properties/name")
                .getJsonArray("enum")
                .getList();
        assertThat(names)
                .isEqualTo(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::text).toList());
    }

    @Test
    void answers_are_as_the_document_says() {
        for (String path : List.of(
                "/api/openapi.json",
                "/api/nodes",
                "/api/channels?limit=1",
                "/api/channels/chat:lobby",
                "/api/connections",
                "/api/connections/c1",
                "/api/connections/c1/metadata/plan",
                "/api/groups",
                "/api/groups/g/members")) {
            assertThat(document.check(call("GET", path, "")).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        document.check(call("POST", "/api/groups/g/messages", "{\"data\":1}"));
        document.check(call("POST", "/api/messages", "{\"channels\":[\"chat:a\",\"x:a\"],\"data\":1}"));
        document.check(call("POST", "/api/batch", "{\"requests\":[{\"method\":\"GET\",\"path\":\"/api/x\"}]}"));
        document.check(call("POST", "/api/channels/chat:lobby/messages", "{\"data\":1}"));
        document.check(call("POST", "/api/channels/x:lobby/messages", "{\"data\":1}"));
        document.check(call("GET", "/api/channels/chat:lobby/messages", ""));
        document.check(call("DELETE", "/api/channels/chat:lobby/messages", ""));
        document.check(call("GET", "/api/channels/chat:lobby/presence", ""));
        document.check(call("PUT", "/api/groups/g/members/c1", ""));
        document.check(call("GET", "/api/connections/c2", ""));
        document.check(call("GET", "/api/connections?limit=0", ""));
    }

    @Test
    void an_answer_that_the_document_does_not_know_is_noticed() {
        node.cluster.answer("node", question -> Future.succeededFuture(new JsonObject().put("id", 7)));
        HttpResponse<String> strange = call("GET", "/api/nodes", "");
        assertThatThrownBy(() -> document.check(strange)).isInstanceOf(AssertionError.class);
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return node.send(
                node.request(path).header("X-API-Key", OpsNode.KEY).method(method, BodyPublishers.ofString(body)));
    }
}
