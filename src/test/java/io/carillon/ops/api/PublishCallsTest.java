package io.carillon.ops.api;

import static io.carillon.ops.api.ApiBench.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Draft;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishCallsTest {
    private final ApiBench bench = new ApiBench();

    @Test
    void data_is_published_byte_for_byte_and_from_nobody() {
        String data = "{ \"n\" : 1.50e+3,\t\"s\":\"\\u00e4\u00e4\\/\ud83d\ude00\",\"n2\":[ ] }";
        String body = "{\"key\":\"k\", \"data\" : " + data + " }";
        assertThat(bench.answer(HttpMethod.POST, "/api/channels/a%2Fb/messages", body))
                .isEqualTo("200 {'channel':'a/b'}");
        assertThat(bench.broker.texts)
                .containsExactly("{\"type\":\"message\",\"channel\":\"a/b\",\"data\":" + data + ",\"timestamp\":"
                        + ApiBench.NOW + "}");
    }

    @Test
    void the_position_is_told_where_there_is_a_history() {
        assertThat(bench.post("/api/channels/kept:a/messages", "{'data':null}"))
                .isEqualTo("200 {'channel':'kept:a','epoch':'e','offset':1,'timestamp':" + ApiBench.NOW + "}");
    }

    @Test
    void keys_are_the_apis_own_and_the_excluded_travels_along() {
        bench.post("/api/channels/a/messages", "{'data':1,'key':'7:user-k','exclude':'k3v9-1'}");
        Draft draft = bench.broker.drafts.get(0);
        assertThat(draft.key()).contains("api:7:user-k");
        assertThat(draft.exclude()).contains("k3v9-1");
        assertThat(draft.retention()).isEmpty();
        bench.post("/api/channels/kept:a/messages", "{'data':1}");
        assertThat(bench.broker.drafts.get(1).key()).isEqualTo(Optional.empty());
        assertThat(bench.broker.drafts.get(1).exclude()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{}",
                "{'key':'k'}",
                "{'data':1",
                "{'data':1}}",
                "{'data':1,'data':2}",
                "{'data':[[[[[1]]]]]}",
                "{'data':1,'key':''}",
                "{'data':1,'key':1}",
                "{'data':1,'key':'\\ud800'}",
                "{'data':1,'exclude':'\\ud800'}",
                "{'data':1,'\\ud800':1}",
                "{'data':1,'x':1}",
                "{'data':1,'exclude':''}",
                "{'data':1,'exclude':'a b'}",
                "{'data':1,'exclude':['a']}",
                "{'data':1,'exclude':'a\\u0000'}"
            })
    void what_is_malformed_is_refused_and_not_published(String body) {
        assertThat(name(bench.post("/api/channels/a/messages", body))).isEqualTo("400 invalid_message");
        assertThat(bench.broker.texts).isEmpty();
    }

    @Test
    void a_key_has_128_characters_at_most_and_a_client_id_64() {
        assertThat(publish("'key':'" + "k".repeat(128) + "','exclude':'" + "c".repeat(64) + "'"))
                .startsWith("200");
        assertThat(publish("'key':'" + "k".repeat(129) + "'")).startsWith("400");
        assertThat(publish("'exclude':'" + "c".repeat(65) + "'")).startsWith("400");
    }

    private String publish(String more) {
        return bench.post("/api/channels/a/messages", "{'data':1," + more + "}");
    }

    @Test
    void data_may_have_as_many_bytes_and_levels_as_that_of_a_client() {
        String most = "'" + "\u00e4".repeat(ApiBench.MAX_SIZE / 2 - 1) + "'";
        assertThat(bench.post("/api/channels/a/messages", "{'data':" + most + "}"))
                .startsWith("200");
        assertThat(name(bench.post(
                        "/api/channels/a/messages",
                        "{'data':" + most.replace("'", "'x'").substring(2) + "}")))
                .isEqualTo("400 invalid_message");
        assertThat(name(bench.post("/api/channels/a/messages", "{'data':'" + "x".repeat(ApiBench.MAX_SIZE - 1) + "'}")))
                .isEqualTo("413 too_large");
        assertThat(bench.post("/api/channels/a/messages", "{'data':[[[[1]]]]}")).startsWith("200");
    }

    @Test
    void the_bound_of_nesting_is_what_the_configuration_says_now() {
        bench.depth = 3;
        assertThat(bench.post("/api/channels/a/messages", "{'data':[[1]]}")).startsWith("200");
        assertThat(bench.post("/api/channels/a/messages", "{'data':[[[1]]]}")).startsWith("400");
        bench.depth = 4;
        assertThat(bench.post("/api/channels/a/messages", "{'data':[[[1]]]}")).startsWith("200");
    }

    @Test
    void a_channel_has_to_be_one_and_of_a_namespace_that_is_there() {
        assertThat(name(bench.post("/api/channels/a%20b/messages", "{'data':1}")))
                .isEqualTo("400 invalid_message");
        assertThat(name(bench.post("/api/channels/$a/messages", "{'data':1}"))).isEqualTo("400 invalid_message");
        assertThat(name(bench.post("/api/channels/" + "a".repeat(256) + "/messages", "{'data':1}")))
                .isEqualTo("400 invalid_message");
        assertThat(name(bench.post("/api/channels/x:a/messages", "{'data':1}"))).isEqualTo("404 unknown_namespace");
    }

    @Test
    void only_so_many_publishes_are_under_way() {
        bench.broker.holds = true;
        List<Future<Reply>> waiting = new ArrayList<>();
        for (int i = 0; i < Publisher.MAX_UNDER_WAY; i++) {
            waiting.add(bench.ask(HttpMethod.POST, "/api/channels/a/messages", "{\"data\":1}"));
        }
        assertThat(name(bench.post("/api/channels/a/messages", "{'data':1}"))).isEqualTo("503 broker_unavailable");
        bench.broker.held.get(0).fail(new BrokerUnavailableException("away"));
        assertThat(name(ApiBench.text(waiting.get(0)))).isEqualTo("503 broker_unavailable");
        assertThat(bench.ask(HttpMethod.POST, "/api/channels/a/messages", "{\"data\":1}")
                        .isComplete())
                .isFalse();
    }

    @Test
    void each_of_many_channels_has_its_own_fate() {
        assertThat(bench.post("/api/messages", "{'channels':['kept:b','x:c','a','a b'],'data':1}"))
                .isEqualTo("200 {'items':["
                        + "{'channel':'kept:b','epoch':'e','offset':1,'timestamp':" + ApiBench.NOW + "},"
                        + "{'type':'error','code':404,'name':'unknown_namespace','message':'Unknown namespace','channel':'x:c'},"
                        + "{'channel':'a'},"
                        + "{'type':'error','code':400,'name':'invalid_message','message':'Invalid channel name','channel':'a b'}"
                        + "]}");
        assertThat(bench.broker.texts).hasSize(2);
    }

    @Test
    void a_hundred_channels_get_it_in_the_order_of_the_list() {
        JsonObject answer = new JsonObject(
                bench.post("/api/messages", channels(100)).substring(4).replace('\'', '"'));
        assertThat(answer.getJsonArray("items")).hasSize(100);
        assertThat(bench.broker.texts.get(0)).contains("\"c0\"");
        assertThat(bench.broker.texts.get(99)).contains("\"c99\"");
    }

    private static String channels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'c" + i + "'")
                .collect(Collectors.joining(",", "{'channels':[", "],'data':1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':1}",
                "{'channels':[],'data':1}",
                "{'channels':'a','data':1}",
                "{'channels':[1],'data':1}",
                "{'channels':['a',null],'data':1}",
                "{'channels':['a','b','a'],'data':1}",
                "{'channels':['a']}"
            })
    void a_list_that_is_wrong_is_refused_as_a_whole(String body) {
        assertThat(name(bench.post("/api/messages", body))).isEqualTo("400 invalid_message");
        assertThat(bench.broker.texts).isEmpty();
    }

    @Test
    void more_than_a_hundred_channels_are_refused() {
        assertThat(name(bench.post("/api/messages", channels(101)))).isEqualTo("400 invalid_message");
    }
}
