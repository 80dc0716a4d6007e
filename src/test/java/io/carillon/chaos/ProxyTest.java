package io.carillon.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.testing.Ports;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisSocket;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
    private final RedisProcess redis = RedisProcess.start();
    private Proxy proxy;
    private RedisSocket client;

    @BeforeEach
    void connect() throws IOException {
        int port = Ports.free();
        proxy = new Proxy(port, redis.port(), () -> {});
        client = new RedisSocket(port);
        assertThat(client.command("PING")).isEqualTo("PONG");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        redis.close();
    }

    @Test
    void what_is_sent_while_nothing_passes_arrives_afterwards() {
        proxy.freeze();
        CompletableFuture<Object> answer = CompletableFuture.supplyAsync(() -> command("SET", "a", "b"));
        assertThat(redis.command("GET", "a")).isNull();
        assertThat(answer).isNotDone();

        proxy.open();

        assertThat(answer.join()).isEqualTo("OK");
        assertThat(redis.command("GET", "a")).isEqualTo("b");
    }

    @Test
    void a_refusal_ends_what_is_connected() {
        proxy.refuse();

        assertThatThrownBy(() -> command("PING")).isInstanceOf(CompletionException.class);
    }

    @Test
    void what_is_opened_again_takes_connections() throws IOException {
        proxy.refuse();
        proxy.open();

        try (RedisSocket other = new RedisSocket(proxy.port())) {
            assertThat(other.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void a_delayed_answer_comes_in_one_piece() {
        proxy.delay(5);
        String text = "x".repeat(100_000);

        assertThat(command("ECHO", text)).isEqualTo(text);
    }

    private Object command(String... words) {
        try {
            return client.command(words);
        } catch (IOException ended) {
            throw new CompletionException(ended);
        }
    }
}
