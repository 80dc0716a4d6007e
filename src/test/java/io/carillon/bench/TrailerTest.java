package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailerTest {
    private static final String BEFORE = "0123456789";

    private final Trailer trailer = new Trailer();

    private boolean read(String message) {
        ByteBuf in = Unpooled.copiedBuffer(BEFORE + message + BEFORE, StandardCharsets.US_ASCII);
        return trailer.read(in, BEFORE.length(), BEFORE.length() + message.length());
    }

    @Test
    void thePositionStandsAtTheEnd() {
        assertThat(read("{\"data\":\"x\",\"timestamp\":1767225600000,\"offset\":42}"))
                .isTrue();
        assertThat(trailer.offset()).isEqualTo(42);
        assertThat(trailer.timestamp()).isEqualTo(1767225600000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "}",
                "42}",
                "{\"timestamp\":1,\"offset\":42",
                "{\"timestamp\":1}",
                "{\"time\":1,\"offset\":42}",
                "\"offset\":42}"
            })
    void whatDoesNotEndSoHasNone(String message) {
        assertThat(read(message)).isFalse();
    }
}
