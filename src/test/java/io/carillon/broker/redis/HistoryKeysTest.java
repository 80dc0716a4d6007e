package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryKeysTest {
    @ParameterizedTest
    @CsvSource({"carillon:,a", "x,chat:room#1", "a/b-c_d.e:,$canary/n1", "p:,A-Z_.:#/@="})
    void allKeysOfAChannelHashToTheSlotOfItsRoad(String prefix, String channel) {
        HistoryKeys keys = new HistoryKeys(prefix);
        ChannelName name = new ChannelName(channel);
        List<String> all = List.of(
                keys.position(name),
                keys.history(name),
                keys.key(name, "k"),
                keys.key(name, "{other}"),
                keys.key(name, "}"));
        assertThat(all).doesNotHaveDuplicates().allSatisfy(key -> {
            assertThat(key).startsWith(prefix);
            assertThat(slot(key)).isEqualTo(slot(keys.road(name)));
        });
    }

    @ParameterizedTest
    @CsvSource({"123456789,12739", "foo,12182", "{foo}bar,12182", "x{foo}bar{zap},12182", "foo{},5542"})
    void theSlotIsComputedAsRedisDoes(String key, int slot) {
        assertThat(slot(key)).isEqualTo(slot);
    }

    /** As the specification of Redis Cluster says: CRC16 of XMODEM of what the first braces hold, or of all. */
    private static int slot(String key) {
        int open = key.indexOf('{');
        int close = key.indexOf('}', open + 1);
        byte[] hashed = (open >= 0 && close > open + 1 ? key.substring(open + 1, close) : key).getBytes(UTF_8);
        int crc = 0;
        for (byte each : hashed) {
            crc ^= (each & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return (crc & 0xffff) % 16_384;
    }
}
