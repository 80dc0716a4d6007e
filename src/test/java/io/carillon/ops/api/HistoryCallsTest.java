package io.carillon.ops.api;

import static io.carillon.ops.api.ApiBench.name;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.Page;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.vertx.core.http.HttpMethod;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCallsTest {
    private static final String PATH = "/api/channels/kept:a/messages";

    private final ApiBench bench = new ApiBench();

    HistoryCallsTest() {
        bench.broker.entries = LongStream.rangeClosed(1, 3)
                .mapToObj(i -> new Publication(
                        new ChannelName("kept:a"),
                        ("{\"m\": " + i + "}").getBytes(UTF_8),
                        new Position("e", i, 10 * i),
                        10 * (i - 1)))
                .toList();
    }

    @Test
    void messages_are_shown_as_they_are() {
        assertThat(bench.get(PATH + "?limit=2"))
                .isEqualTo("200 {'channel':'kept:a','epoch':'e','offset':3,'timestamp':30,"
                        + "'messages':[{'m': 1},{'m': 2}]}");
        assertThat(bench.get(PATH + "?epoch=e&offset=2&timestamp=20")).endsWith("'messages':[{'m': 3}]}");
    }

    @Test
    void a_page_begins_where_it_is_asked_to() {
        bench.get(PATH);
        bench.get(PATH + "?limit=1000&reverse=true");
        bench.get(PATH + "?limit=1&reverse=true&epoch=e&offset=3&timestamp=30");
        assertThat(bench.broker.pages)
                .containsExactly(Page.after(Page.OLDEST, 100), Page.backFrom(Page.NEWEST, 1_000), Page.backFrom(3, 2));
    }

    @Test
    void a_position_that_the_history_does_not_have_is_refused_with_the_reason() {
        assertThat(bench.get(PATH + "?epoch=e&offset=2&timestamp=21"))
                .isEqualTo("404 {'type':'error','code':404,'name':'not_found',"
                        + "'message':'The history does not have that position: fenced'}");
        assertThat(bench.get(PATH + "?epoch=f&offset=2&timestamp=20")).contains("epoch'");
        assertThat(bench.get(PATH + "?epoch=e&offset=9&timestamp=20")).contains("ahead'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=99999999999999999999",
                "reverse=1",
                "reverse",
                "epoch=e",
                "epoch=e&offset=1",
                "offset=1&timestamp=1",
                "epoch=&offset=1&timestamp=1",
                "epoch=e&offset=-1&timestamp=1",
                "epoch=e&offset=1&timestamp=-1",
                "epoch=e&offset=1.5&timestamp=1"
            })
    void what_is_malformed_is_refused(String query) {
        assertThat(name(bench.get(PATH + "?" + query))).isEqualTo("400 invalid_message");
    }

    @Test
    void a_channel_without_history_has_none() {
        assertThat(name(bench.get("/api/channels/a/messages"))).isEqualTo("404 not_found");
        assertThat(name(bench.answer(HttpMethod.DELETE, "/api/channels/a/messages", "")))
                .isEqualTo("404 not_found");
        assertThat(name(bench.get("/api/channels/x:a/messages"))).isEqualTo("404 unknown_namespace");
    }

    @Test
    void whoever_removes_a_history_is_told_where_the_next_one_stands() {
        assertThat(bench.answer(HttpMethod.DELETE, PATH, ""))
                .isEqualTo("200 {'channel':'kept:a','epoch':'e2','offset':0,'timestamp':0}");
    }
}
