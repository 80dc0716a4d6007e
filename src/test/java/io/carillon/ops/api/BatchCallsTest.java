package io.carillon.ops.api;

import static io.carillon.ops.api.ApiBench.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCallsTest {
    private static final String PUBLISH = "{'method':'POST','path':'/api/channels/a/messages','body':{'data':%s}}";

    private final ApiBench bench = new ApiBench();

    private String batch(String... requests) {
        return bench.post("/api/batch", "{'requests':[" + String.join(",", requests) + "]}");
    }

    @Test
    void each_request_has_its_own_fate() {
        assertThat(batch(
                        PUBLISH.formatted("1"),
                        "{'method':'GET','path':'/api/nothing'}",
                        "{'method':'GET','path':'/api/channels/kept:a/messages?limit=2'}",
                        "{'method':'GET','path':'/api/channels/kept:a/messages?limit=x'}"))
                .isEqualTo("200 {'items':["
                        + "{'status':200,'body':{'channel':'a'}},"
                        + "{'status':404,'body':{'type':'error','code':404,'name':'not_found','message':'Not found'}},"
                        + "{'status':200,'body':{'channel':'kept:a','epoch':'e','offset':0,'timestamp':0,'messages':[]}},"
                        + "{'status':400,'body':{'type':'error','code':400,'name':'invalid_message',"
                        + "'message':'limit must be a whole number'}}]}");
    }

    @Test
    void a_path_that_is_no_encoding_has_its_own_fate() {
        assertThat(batch("{'method':'GET','path':'/api/%ff'}", PUBLISH.formatted("1")))
                .startsWith("200 {'items':[{'status':400,")
                .contains("{'status':200,'body':{'channel':'a'}}");
    }

    @Test
    void bodies_pass_byte_for_byte() {
        assertThat(batch(PUBLISH.formatted("{ 'n' : 1.50e+3 }"))).startsWith("200");
        assertThat(bench.broker.texts.get(0)).contains("\"data\":{ \"n\" : 1.50e+3 },");
    }

    @Test
    void one_is_begun_when_the_one_before_it_is_done() {
        bench.broker.holds = true;
        String body = "{\"requests\":[" + PUBLISH.formatted("1") + "," + PUBLISH.formatted("2") + "]}";
        Future<Reply> answer = bench.ask(HttpMethod.POST, "/api/batch", body.replace('\'', '"'));
        assertThat(bench.broker.texts).hasSize(1);
        bench.broker.held.get(0).complete();
        assertThat(bench.broker.texts).hasSize(2);
        assertThat(answer.isComplete()).isFalse();
        bench.broker.held.get(1).complete();
        assertThat(answer.result().status()).isEqualTo(200);
    }

    @Test
    void a_batch_that_takes_too_long_is_not_gone_on_with() {
        bench.broker.holds = true;
        String body = "{\"requests\":[" + PUBLISH.formatted("1") + "," + PUBLISH.formatted("2") + "]}";
        Future<Reply> answer = bench.ask(HttpMethod.POST, "/api/batch", body.replace('\'', '"'));
        bench.millis += BatchCalls.DEADLINE.toMillis() + 1;
        bench.broker.held.get(0).complete();
        assertThat(statuses(answer)).containsExactly(200, 429);
        assertThat(bench.broker.texts).hasSize(1);
    }

    @Test
    void a_batch_with_too_many_bytes_to_answer_is_not_gone_on_with() {
        bench.api.add(List.of(Endpoint.get(
                "/api/large",
                call -> Future.succeededFuture(new Reply(
                        200, Buffer.buffer("{\"x\":\"" + "x".repeat(BatchCalls.MAX_ANSWER_BYTES) + "\"}"))))));
        String body =
                "{\"requests\":[{\"method\":\"GET\",\"path\":\"/api/large\"},{\"method\":\"GET\",\"path\":\"/api/large\"}]}";
        assertThat(statuses(bench.ask(HttpMethod.POST, "/api/batch", body))).containsExactly(200, 413);
    }

    private static List<Integer> statuses(Future<Reply> answer) {
        return answer.result().body().toJsonObject().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getInteger("status"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'requests':[]}",
                "{'requests':{}}",
                "{'requests':[1]}",
                "{'requests':[{'method':'GET'}]}",
                "{'requests':[{'path':'/api/nodes'}]}",
                "{'requests':[{'method':1,'path':'/api/nodes'}]}",
                "{'requests':[{'method':'TRACE','path':'/api/nodes'}]}",
                "{'requests':[{'method':'get','path':'/api/nodes'}]}",
                "{'requests':[{'method':'POST','path':'/api/batch','body':{'requests':[]}}]}",
                "{'requests':[{'method':'POST','path':'/api/batch?x=1','body':{'requests':[]}}]}",
                "{'requests':[{'method':'POST','path':'/api/b%61tch','body':{'requests':[]}}]}",
                "{'requests':[{'method':'GET','path':'/api/\\ud800'}]}",
                "{'requests':[{'method':'GET','path':'/api/nodes','bdy':{}}]}",
                "{'requests':[{'method':'GET','method':'GET','path':'/api/nodes'}]}"
            })
    void a_batch_that_is_malformed_is_refused_as_a_whole(String body) {
        assertThat(name(bench.post("/api/batch", body))).isEqualTo("400 invalid_message");
    }

    @Test
    void a_hundred_requests_are_taken_and_no_more() {
        assertThat(batch(many(100))).startsWith("200");
        assertThat(bench.broker.texts).hasSize(100);
        assertThat(name(batch(many(101)))).isEqualTo("400 invalid_message");
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> PUBLISH.formatted(i)).collect(Collectors.joining(","));
    }

    @Test
    void a_body_may_be_as_deep_as_it_may_be_alone() {
        assertThat(batch(PUBLISH.formatted("[[[[1]]]]"))).contains("'status':200");
    }
}
