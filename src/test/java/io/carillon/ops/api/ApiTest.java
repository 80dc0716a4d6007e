package io.carillon.ops.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    private final Api api = new Api(() -> 32);

    ApiTest() {
        api.add(List.of(
                Endpoint.get("/api/channels", call -> name("all")),
                Endpoint.get("/api/channels/{channel}", call -> name(call.named("channel"))),
                Endpoint.put(
                        "/api/groups/{group}/members/{id}",
                        call -> name(call.named("group") + "|" + call.named("id") + "|" + call.asked("x")))));
    }

    private static Future<Reply> name(String name) {
        return Future.succeededFuture(Reply.ok(new JsonObject().put("name", name)));
    }

    private Future<String> ask(HttpMethod method, String path, String query) {
        return api.answer(method, path, query, new byte[0])
                .map(reply -> reply.body().toJsonObject().getString("name"));
    }

    @Test
    void a_call_is_found_by_method_and_path() {
        assertThat(ask(HttpMethod.GET, "/api/channels", null).result()).isEqualTo("all");
        assertThat(ask(HttpMethod.GET, "/api/channels/a", null).result()).isEqualTo("a");
        assertThat(ask(HttpMethod.PUT, "/api/groups/g/members/m", "y=1&x=a%20b").result())
                .isEqualTo("g|m|Optional[a b]");
    }

    @Test
    void a_segment_is_decoded_after_the_path_was_cut() {
        assertThat(ask(HttpMethod.GET, "/api/channels/a%2Fb%23%C3%A4+c", null).result())
                .isEqualTo("a/b#ä+c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/channel", "/api/channels/a/b", "/api/groups/g/members", "/"})
    void what_is_not_there_is_not_found(String path) {
        assertThat(code(ask(HttpMethod.GET, path, null))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "a%"})
    void wrong_encoding_is_the_callers_mistake(String segment) {
        assertThat(code(ask(HttpMethod.GET, "/api/channels/" + segment, null))).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(code(ask(HttpMethod.GET, "/api/channels/a", "x=" + segment))).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    private static ErrorCode code(Future<String> failed) {
        return ((ProtocolException) failed.cause()).code();
    }
}
