package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTest {
    private static final long NOW = Long.MAX_VALUE - 10;
    private static final long SECOND = 1_000_000_000;

    private final Client client = new Client(0, Role.SUBSCRIBER, 0);

    @Test
    void whoWasToldToWaitIsEarlyUntilThenAlsoWhenTheClockWrapsAround() {
        client.retryAfterMillis = 1000;
        assertThat(client.postpone(NOW)).isTrue();
        assertThat(client.isEarly(NOW)).isTrue();
        assertThat(client.isEarly(NOW + SECOND - 1)).isTrue();
        assertThat(client.isEarly(NOW + SECOND)).isFalse();
    }

    @Test
    void whoWasNotToldMayComeAtOnce() {
        assertThat(client.isEarly(NOW)).isFalse();
        assertThat(client.postpone(NOW)).isFalse();
        assertThat(client.isEarly(NOW)).isFalse();
    }
}
