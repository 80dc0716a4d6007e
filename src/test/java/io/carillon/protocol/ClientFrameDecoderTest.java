package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.channel.Position;
import io.carillon.json.WrittenNumbers;
import io.carillon.protocol.ClientFrame.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameDecoderTest {
    private final ClientFrameDecoder decoder = new ClientFrameDecoder(32);

    @ParameterizedTest
    @CsvSource({
        "subscribe, SUBSCRIBE",
        "unsubscribe, UNSUBSCRIBE",
        "publish, PUBLISH",
        "ping, PING",
        "refresh, REFRESH",
        "history, HISTORY",
        "histories, UNKNOWN",
        "Publish, UNKNOWN",
        "'', UNKNOWN",
        "publi\\u0073h, PUBLISH"
    })
    void types_are_known_by_their_exact_name(String type, Type expected) {
        assertThat(decode("{\"type\":\"" + type + "\"}").type()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "7, 7",
                "0, 0",
                "-1, -1",
                "1.50, 1.50",
                "1e400, 1e400",
                "-0, -0",
                "12345678901234567890123, " + "12345678901234567890123",
                "`\"a\"`, `\"a\"`",
                "`\"\"`, `\"\"`",
                "`\"\\u0041\"`, `\"\\u0041\"`",
                "`\"\\\"\"`, `\"\\\"\"`",
                "`\"\\u0007\"`, `\"\\u0007\"`",
                "`\"\u00e9\"`, `\"\u00e9\"`",
                "`\"\\ud83d\\ude00\\/\"`, `\"\\ud83d\\ude00\\/\"`",
                "4.10e1, 4.10e1"
            })
    void an_id_is_repeated_byte_for_byte(String id, String repeated) {
        assertThat(decode("{\"id\":" + id + ",\"type\":\"ping\"}").id()).contains(repeated);
    }

    @Test
    void an_id_has_up_to_64_characters() {
        assertThat(decode("{\"type\":\"ping\",\"id\":\"" + "x".repeat(64) + "\"}")
                        .id())
                .isPresent();
        assertThat(decode("{\"type\":\"ping\",\"id\":" + "1".repeat(64) + "}").id())
                .isPresent();
        assertThat(refusal("{\"type\":\"ping\",\"id\":\"" + "x".repeat(65) + "\"}")
                        .id())
                .isEmpty();
        assertThat(refusal("{\"type\":\"ping\",\"id\":" + "1".repeat(65) + "}").id())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[1]", "{\"a\":1}", "\"\\ud800\"", "\"a\\udfffb\"", "\"\\ude00\\ud83d\""})
    void an_id_of_another_kind_is_refused(String id) {
        assertThat(refusal("{\"type\":\"ping\",\"id\":" + id + "}").id()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7}",
                "{\"type\":7,\"id\":7}",
                "{\"type\":null,\"id\":7}",
                "{\"type\":[\"ping\"],\"id\":7}",
                "{\"channel\":7,\"type\":\"ping\",\"id\":7}",
                "{\"type\":\"ping\",\"channel\":{\"a\":[1]},\"id\":7}",
                "{\"type\":\"ping\",\"token\":false,\"id\":7}"
            })
    void a_field_of_a_wrong_type_is_refused_with_the_id_wherever_that_stands(String json) {
        assertThat(refusal(json).id()).contains("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-0",
                "1e400",
                "0.1E-7",
                "\"\"",
                "\"a\"",
                "\"\u00e9\u20ac\ud83d\ude00\"",
                "\"\\\"}\\\\\"",
                "true",
                "false",
                "null",
                "{}",
                "[]",
                "[1, 2 ,\t3]",
                "{\"a\" : {\"b\":[{}]}}",
                "\"\\ud800\"",
                "{\"type\":\"x\",\"id\":[1]}"
            })
    void data_is_found_byte_for_byte(String data) {
        for (String space : new String[] {"", " ", "\n\t ", "\r\n"}) {
            assertData("{\"type\":\"publish\",\"data\":" + space + data + space + "}", data);
            assertData("{\"data\":" + space + data + space + ",\"type\":\"publish\"}" + space, data);
            assertData(space + "{\"x\":\"\u20ac\",\"data\"" + space + ":" + data + ",\"type\":\"publish\"}", data);
        }
    }

    @Test
    void large_data_is_found_byte_for_byte() {
        for (String data : new String[] {
            "\"" + "x".repeat(65_536) + "\"",
            "\"" + "\u20ac".repeat(20_000) + "\"",
            "9".repeat(10_000),
            "-0." + "1".repeat(10_000) + "e5",
            "[" + "1,".repeat(40_000) + "1]"
        }) {
            byte[] text = ("{\"data\": " + data + " ,\"type\":\"publish\"}").getBytes(StandardCharsets.UTF_8);
            assertThat(dataOf(text, decoder.decode(text, text.length))).isEqualTo(data);
        }
    }

    @Test
    void the_whole_of_a_message_of_the_largest_size_may_be_one_value() {
        String frame = "{\"type\":\"publish\",\"data\":\"%s\"}";
        String data = "x".repeat(65_536 - frame.length() + 2);
        assertThat(decode(frame.formatted(data)).dataLength()).isEqualTo(data.length() + 2);
    }

    @Test
    void nesting_is_bounded_for_the_whole_message() {
        assertThat(decode(nested(31)).hasData()).isTrue();
        refusal(nested(32));
        refusal("{\"ignored\":" + "[".repeat(32) + "]".repeat(32) + ",\"type\":\"ping\"}");
        refusal("{\"type\":\"publish\",\"data\":" + "[".repeat(60_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "1",
                "null",
                "\"a\"",
                "{}",
                "{\"type\"}",
                "{\"type\":}",
                "{\"type\":\"ping\"",
                "{\"type\":\"ping\"}x",
                "{\"type\":\"ping\"}{}",
                "{\"type\":\"ping\"},",
                "{\"type\":\"ping\",}",
                "{'type':'ping'}",
                "{type:\"ping\"}",
                "{\"type\":\"pi\nng\"}",
                "{\"type\":\"ping\",\"a\":01}",
                "{\"type\":\"ping\",\"a\":NaN}",
                "{\"type\":\"ping\",\"a\":+1}",
                "{\"type\":\"ping\",\"a\":.5}",
                "{\"type\":\"ping\",\"a\":\"\\x\"}",
                "{\"type\":\"ping\",\"a\":\"\\u12\"}",
                "{\"type\":\"ping\" /**/}",
                "\ufeff{\"type\":\"ping\"}",
                "{\"type\":\"publish\",\"data\":tru}",
                "{\"type\":\"publish\",\"data\":1.}",
                "{\"type\":\"publish\",\"data\":1e}",
                "{\"type\":\"publish\",\"data\":\"a}",
                "{\"type\":\"publish\",\"data\":[1}"
            })
    void what_is_no_json_object_is_refused(String json) {
        refusal(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void json_in_another_encoding_is_refused(String charset) {
        byte[] text = "{\"type\":\"ping\"}".getBytes(Charset.forName(charset));
        assertThat(catchThrowableOfType(ProtocolException.class, () -> decoder.decode(text, text.length)))
                .isNotNull();
    }

    @Test
    void what_follows_the_message_in_the_array_is_not_looked_at() {
        byte[] text = "{\"type\":\"ping\"}{\"type\":\"publish\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.decode(text, 15).type()).isEqualTo(Type.PING);
        byte[] one = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(catchThrowableOfType(ProtocolException.class, () -> decoder.decode(one, 1)))
                .isNotNull();
        assertThat(catchThrowableOfType(ProtocolException.class, () -> decoder.decode(new byte[4_096], 0)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"ping\",\"type\":\"ping\"",
                "\"type\":\"ping\",\"typ\\u0065\":\"ping\"",
                "\"type\":\"ping\",\"type\":null",
                "\"type\":\"subscribe\",\"channel\":\"a\",\"channel\":\"b\"",
                "\"type\":\"publish\",\"data\":1,\"data\":1",
                "\"type\":\"publish\",\"data\":1,\"\\u0064ata\":1",
                "\"type\":\"ping\",\"x\":1,\"x\":2",
                "\"type\":\"ping\",\"x\":1,\"\\u0078\":2",
                "\"type\":\"ping\",\"x\":{\"a\":1,\"a\":1}",
                "\"type\":\"ping\",\"x\":[1,{\"y\":[{\"a\":1,\"\\u0061\":1}]}]",
                "\"type\":\"history\",\"since\":{\"epoch\":\"e\",\"epoch\":\"e\",\"offset\":1,\"timestamp\":1}",
                "\"type\":\"history\",\"since\":{\"epoch\":\"e\",\"offset\":1,\"timestamp\":1,\"x\":1,\"x\":1}",
                "\"type\":\"history\",\"since\":{\"epoch\":\"e\",\"offset\":1,\"timestamp\":1,\"x\":{\"a\":1,\"a\":1}}"
            })
    void a_name_stands_once_in_an_object(String fields) {
        assertThat(refusal("{\"id\":7," + fields + "}").id()).contains("7");
    }

    @Test
    void of_two_ids_none_is_repeated() {
        assertThat(refusal("{\"id\":1,\"id\":2,\"type\":\"ping\"}").id()).isEmpty();
        assertThat(refusal("{\"id\":1,\"id\":null,\"type\":\"ping\"}").id()).isEmpty();
    }

    @Test
    void in_data_a_name_may_stand_as_often_as_it_likes() {
        assertData(
                "{\"data\":{\"a\":1,\"a\":{\"\\ud800\":1,\"b\":2,\"b\":2}},\"type\":\"publish\"}",
                "{\"a\":1,\"a\":{\"\\ud800\":1,\"b\":2,\"b\":2}}");
        assertThat(decode("{\"type\":\"ping\",\"x\":[{\"a\":1},{\"a\":1}],\"a\":{\"x\":{\"a\":1}}}")
                        .type())
                .isEqualTo(Type.PING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"key\":\"\\ud800\"",
                "\"key\":\"a\\uDBFF\"",
                "\"key\":\"\\udc00\\ud800\"",
                "\"channel\":\"\\ud800\"",
                "\"token\":\"\\udfff\"",
                "\"\\ud800\":1",
                "\"x\":{\"\\ud800\":1}",
                "\"since\":{\"epoch\":\"\\ud800\",\"offset\":1,\"timestamp\":1}"
            })
    void half_of_a_surrogate_pair_is_refused(String field) {
        assertThat(refusal("{\"type\":\"publish\",\"id\":7," + field + ",\"data\":1}")
                        .id())
                .contains("7");
    }

    @Test
    void a_field_that_is_null_counts_as_absent() {
        ClientFrame frame = decode("{\"type\":\"publish\",\"id\":null,\"channel\":null,\"token\":null,\"data\":null,"
                + "\"key\":null,\"since\":null,\"limit\":null,\"reverse\":null,\"x\":null}");
        ClientFrame absent = decode("{\"type\":\"publish\"}");
        assertThat(frame.hasData()).isTrue();
        assertThat(frame)
                .isEqualTo(new ClientFrame(
                        absent.type(),
                        absent.id(),
                        absent.channel(),
                        frame.dataOffset(),
                        4,
                        absent.token(),
                        absent.key(),
                        absent.since(),
                        absent.limit(),
                        absent.reverse()));
        refusal("{\"type\":\"history\",\"since\":{\"epoch\":\"e\",\"offset\":null,\"timestamp\":1}}");
    }

    @Test
    void a_whole_number_may_be_written_as_it_likes() {
        WrittenNumbers.all().forEach((text, value) -> {
            assertNumber(
                    "{\"type\":\"history\",\"limit\":" + text + "}",
                    value >= 1 && value <= ClientFrameDecoder.MAX_LIMIT,
                    frame -> assertThat(frame.limit()).as(text).isEqualTo(value.intValue()));
            assertNumber(
                    "{\"type\":\"history\",\"since\":{\"epoch\":\"e\",\"offset\":" + text + ",\"timestamp\":" + text
                            + "}}",
                    value >= 0,
                    frame -> assertThat(frame.since()).as(text).isEqualTo(new Position("e", value, value)));
        });
    }

    private void assertNumber(String json, boolean good, Consumer<ClientFrame> check) {
        if (good) {
            check.accept(decode(json));
        } else {
            refusal(json);
        }
    }

    @Test
    void names_are_known_with_escapes_too_and_unknown_ones_are_passed_over() {
        ClientFrame frame = decode("{\"x\":{\"type\":\"publish\"},\"\\u0074ype\":\"ping\",\"y\":[{\"id\":1}]}");
        assertThat(frame.type()).isEqualTo(Type.PING);
        assertThat(frame.id()).isEmpty();
    }

    @Test
    void many_names_that_no_one_knows_are_just_slow_to_read() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 5_000; i++) {
            json.append("\"n").append(i).append("\":0,");
        }
        assertThat(decode(json + "\"type\":\"ping\"}").type()).isEqualTo(Type.PING);
    }

    private static String nested(int depth) {
        return "{\"type\":\"publish\",\"data\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private void assertData(String json, String data) {
        assertThat(dataOf(json.getBytes(StandardCharsets.UTF_8), decode(json))).isEqualTo(data);
    }

    private static String dataOf(byte[] text, ClientFrame frame) {
        int end = frame.dataOffset() + frame.dataLength();
        return new String(Arrays.copyOfRange(text, frame.dataOffset(), end), StandardCharsets.UTF_8);
    }

    private ClientFrame decode(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return decoder.decode(Arrays.copyOf(text, text.length + 100), text.length);
    }

    private ProtocolException refusal(String json) {
        ProtocolException refused = catchThrowableOfType(ProtocolException.class, () -> decode(json));
        assertThat(refused).as(json).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        return refused;
    }
}
