package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new TimeoutException(), "it took too long"),
                Arguments.of(new ExecutionException(new TimeoutException()), "it took too long"),
                Arguments.of(new ClosedChannelException(), "the connection is closed"),
                Arguments.of(new UnknownHostException("redis.internal"), "unknown host redis.internal"),
                Arguments.of(new NoSuchFileException("/run/key"), "/run/key: no such file"),
                Arguments.of(new RuntimeException(new IOException("Broken pipe")), "Broken pipe"),
                Arguments.of(new IOException("Lost: java.io.IOException: Broken pipe"), "Lost: Broken pipe"),
                Arguments.of(new IOException("first\nsecond"), "first"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsSaidInWordsWithoutTheNameOfItsClass(Throwable failure, String reason) {
        assertThat(Reason.of(failure)).isEqualTo(reason);
    }
}
