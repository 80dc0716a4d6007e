package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, -1, 0",
        "1, 2, 3, 4",
        "2147483647, 2147483647, 2147483647, 9223372036854775807",
        "19999, 305419896, 19088743, 81985529216486895",
        "10, 2748, 0, 4294967295"
    })
    void whatIsWrittenIsRead(int stream, int sequence, int number, long time) {
        byte[] text = new byte[Stamp.DIGITS];
        Stamp.write(text, 0, stream, sequence, number, time);

        var in = Unpooled.wrappedBuffer(text);
        assertThat(Stamp.stream(in, 0)).isEqualTo(stream);
        assertThat(Stamp.sequence(in, 0)).isEqualTo(sequence);
        assertThat(Stamp.number(in, 0)).isEqualTo(number);
        assertThat(Stamp.time(in, 0)).isEqualTo(time);
        assertThat(new String(text, 8, 8, StandardCharsets.US_ASCII)).isEqualTo("%08x".formatted(stream));
    }
}
