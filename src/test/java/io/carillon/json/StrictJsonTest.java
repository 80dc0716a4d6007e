package io.carillon.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final StrictJson json = new StrictJson(4);

    @Test
    void values_are_found_as_they_stand_in_the_text() {
        String text =
                " { \"a\" : 1.50e+3 ,\"b\":{ \"c\" : [1 , 2]},\"d\":\"\\u00e4\u00e4\\/\ud83d\ude00\",\"e\":-0,\"f\":null}\n";
        Map<String, String> fields = json.fields(text.getBytes(UTF_8)).orElseThrow();
        assertThat(fields)
                .containsExactly(
                        Map.entry("a", "1.50e+3"),
                        Map.entry("b", "{ \"c\" : [1 , 2]}"),
                        Map.entry("d", "\"\\u00e4\u00e4\\/\ud83d\ude00\""),
                        Map.entry("e", "-0"),
                        Map.entry("f", "null"));
        assertThat(json.field(text.getBytes(UTF_8), "e")).contains("-0");
        assertThat(json.field(text.getBytes(UTF_8), "x")).isEmpty();
    }

    @Test
    void a_value_may_be_longer_than_any_buffer() {
        String value = "\"" + "x\u00e4".repeat(100_000) + "\"";
        String text = "{\"a\":[" + value + "],\"b\":" + value + "}";
        Map<String, String> fields = json.fields(text.getBytes(UTF_8)).orElseThrow();
        assertThat(fields).containsEntry("a", "[" + value + "]").containsEntry("b", value);
        assertThat(json.string(value)).contains(value.substring(1, value.length() - 1));
    }

    @Test
    void elements_are_found_as_they_stand_in_the_text() {
        assertThat(json.elements("[ {\"a\": 1} ,2.0, \"x\" , [] ]"))
                .hasValueSatisfying(all -> assertThat(all).containsExactly("{\"a\": 1}", "2.0", "\"x\"", "[]"));
        assertThat(json.elements("[]"))
                .hasValueSatisfying(all -> assertThat(all).isEmpty());
        assertThat(json.elements("{}")).isEmpty();
        assertThat(json.elements("\"[]\"")).isEmpty();
    }

    @Test
    void a_string_is_decoded() {
        assertThat(json.string("\"a\\n\\u0041\u00e4\"")).contains("a\nA\u00e4");
        assertThat(json.string("1")).isEmpty();
        assertThat(json.string("null")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "[]",
                "\"a\"",
                "{",
                "{}x",
                "{}{}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":01}",
                "{\"a\":tru}",
                "{\"a\":NaN}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":[[[[1]]]]}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1/*c*/}",
                "\ufeff{}"
            })
    void what_is_not_exactly_one_object_is_none(String text) {
        assertThat(json.fields(text.getBytes(UTF_8))).isEmpty();
        assertThat(json.object(text.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void what_is_read_has_each_name_once_and_what_is_passed_on_may_be_any_json() {
        String value = "{\"b\":1,\"b\":{\"\\ud800\":\"\\udfff\"}}";
        byte[] text = ("{\"a\":" + value + "}").getBytes(UTF_8);
        assertThat(json.object(text)).isEmpty();
        assertThat(json.fields(text)).contains(Map.of("a", value));
        assertThat(json.fields("{\"\\ud800\":1}".getBytes(UTF_8))).isEmpty();
        assertThat(json.fields("{\"\\ud83d\\ude00\":1}".getBytes(UTF_8))).contains(Map.of("\ud83d\ude00", "1"));
    }

    @Test
    void names_and_numbers_may_be_as_long_as_the_text() {
        for (String value : new String[] {
            "9".repeat(200_000), "-0." + "1".repeat(200_000) + "e5", "{\"" + "n".repeat(200_000) + "\":1}"
        }) {
            assertThat(json.fields(("{\"a\":" + value + "}").getBytes(UTF_8))).contains(Map.of("a", value));
        }
        assertThat(json.object(("{\"a\":" + "9".repeat(8_000) + "}").getBytes(UTF_8)))
                .isPresent();
    }

    @Test
    void what_is_not_utf8_is_no_object() {
        byte[] text = {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, '"', '}'};
        assertThat(json.fields(text)).isEmpty();
    }
}
