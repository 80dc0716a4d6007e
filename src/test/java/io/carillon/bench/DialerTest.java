package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DialerTest {
    private static final int SERVERS = 6;

    private final EventLoopGroup group = Dialer.group();

    @AfterEach
    void end() {
        group.shutdownGracefully();
    }

    private Dialer dialer(int servers) {
        List<Target> targets = IntStream.range(0, servers)
                .mapToObj(i -> Target.of("ws://127.0.0.1:" + (1000 + i) + "/ws"))
                .toList();
        return new Dialer(group, targets, List.of(), Duration.ofSeconds(1));
    }

    private static int server(Dialer dialer, int number, int attempts) {
        Client client = new Client(number, Role.SUBSCRIBER, 0);
        client.attempts = attempts;
        return dialer.target(client).address().getPort() - 1000;
    }

    @Test
    void aClientTriesEveryServerBeforeItTriesOneAgain() {
        Dialer dialer = dialer(SERVERS);
        for (int number = 0; number < 100; number++) {
            int client = number;
            assertThat(IntStream.range(0, SERVERS).map(attempt -> server(dialer, client, attempt)))
                    .as("client " + client)
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
            assertThat(server(dialer, client, SERVERS)).isEqualTo(server(dialer, client, 0));
        }
    }

    @Test
    void theClientsOfADeadServerSpreadEvenlyOverTheOthers() {
        Dialer dialer = dialer(SERVERS);
        Map<Integer, Integer> clients = new HashMap<>();
        Stream.iterate(2, number -> number + SERVERS)
                .limit(1000)
                .forEach(number -> clients.merge(server(dialer, number, 1), 1, Integer::sum));
        assertThat(clients).isEqualTo(Map.of(0, 200, 1, 200, 3, 200, 4, 200, 5, 200));
    }

    @Test
    void oneServerIsTriedAgainAndAgain() {
        Dialer dialer = dialer(1);
        assertThat(IntStream.range(0, 5).map(attempt -> server(dialer, 3, attempt)))
                .containsOnly(0);
    }
}
