package io.carillon.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
    private static final ChannelName CHANNEL = new ChannelName("chat:a#1");

    @Test
    void writesTheLayoutOfTheProtocol() {
        assertThat(encode("{\"a\": 1}", "\"ann\"", 1700000000123L))
                .isEqualTo("{\"type\":\"message\",\"channel\":\"chat:a#1\",\"data\":{\"a\": 1},\"from\":\"ann\","
                        + "\"timestamp\":1700000000123}");
    }

    @Test
    void leavesFromOutWhenNobodyIsNamed() {
        assertThat(encode("null", null, 0))
                .isEqualTo("{\"type\":\"message\",\"channel\":\"chat:a#1\",\"data\":null,\"timestamp\":0}");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, Long.MAX_VALUE})
    void writesEveryTimestampInFull(long timestamp) {
        assertThat(encode("1", null, timestamp)).endsWith(",\"timestamp\":" + timestamp + "}");
    }

    @Test
    void copiesOnlyTheDataByteForByte() {
        byte[] source = "xx\"\u00e4 \\u00e4 \ud83d\ude00\"yy".getBytes(UTF_8);
        byte[] text = MessageText.encode(CHANNEL, source, 2, source.length - 4, null, 1);
        assertThat(new String(text, UTF_8)).contains("\"data\":\"\u00e4 \\u00e4 \ud83d\ude00\",\"timestamp\"");
    }

    @Test
    void knowsItsOwnTextByItsBeginning() {
        byte[] text = encode("1", null, 1).getBytes(UTF_8);
        assertThat(MessageText.begins(CHANNEL, text)).isTrue();
        assertThat(MessageText.begins(new ChannelName("chat:a#"), text)).isFalse();
        assertThat(MessageText.begins(new ChannelName("chat:a#12"), text)).isFalse();
        assertThat(MessageText.begins(new ChannelName("chat:b#1"), text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"type\":\"message\",\"channel\":\"chat:a#1\"",
                "{\"type\":\"message\",\"channel\":\"chat:a#1\",\"data\":",
                "{\"type\":\"message\",\"channel\":\"chat:a#1\", \"data\":1}",
                "{\"type\":\"massage\",\"channel\":\"chat:a#1\",\"data\":1}"
            })
    void knowsWhatIsNotItsOwn(String text) {
        assertThat(MessageText.begins(CHANNEL, text.getBytes(UTF_8))).isFalse();
    }

    private static String encode(String data, String fromJson, long timestamp) {
        byte[] source = data.getBytes(UTF_8);
        byte[] from = fromJson == null ? null : fromJson.getBytes(UTF_8);
        return new String(MessageText.encode(CHANNEL, source, 0, source.length, from, timestamp), UTF_8);
    }
}
