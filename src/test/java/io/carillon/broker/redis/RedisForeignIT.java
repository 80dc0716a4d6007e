package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.Listening;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisSocket;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisForeignIT {
    private final Vertx vertx = Vertx.vertx();
    private final RedisDrivers drivers = new RedisDrivers();
    private final RedisProcess redis = RedisProcess.start();
    private Listening feed;

    @BeforeEach
    void begin() {
        feed = new Listening(Loop.start(vertx), drivers.standalone(redis.uri())).awaitUp();
        Await.result(feed.subscribe("chat:a"));
    }

    @AfterEach
    void end() {
        redis.close();
        Await.result(vertx.close());
    }

    @Test
    void theEnvelopeOfAnotherProgramArrivesAsAMessage() {
        redis.command("PUBLISH", "carillon:chat:a", "{\"from\":\"x\",\"data\":{\"n\": 1.0},\"timestamp\":17}");
        feed.awaitCount(1);
        assertThat(feed.texts("chat:a"))
                .containsExactly("{\"type\":\"message\",\"channel\":\"chat:a\",\"data\":{\"n\": 1.0},\"from\":\"x\","
                        + "\"timestamp\":17}");
    }

    @Test
    void rubbishIsCountedAndDroppedAndTheFeedLivesOn() throws IOException {
        List<byte[]> rubbish = List.of(
                new byte[0],
                new byte[] {(byte) 0xff, 0},
                "\r\n+OK\r\n".getBytes(UTF_8),
                "{\"data\":".getBytes(UTF_8),
                ("{\"data\":\"" + "x".repeat(RedisDrivers.MAX_PAYLOAD) + "\"}").getBytes(UTF_8),
                "[".repeat(50_000).getBytes(UTF_8),
                "{\"type\":\"message\",\"channel\":\"chat:a\",\"data\":1}}".getBytes(UTF_8));
        try (RedisSocket socket = new RedisSocket(redis.port())) {
            for (byte[] payload : rubbish) {
                socket.command("PUBLISH".getBytes(UTF_8), "carillon:chat:a".getBytes(UTF_8), payload);
            }
        }
        redis.command("PUBLISH", "carillon:chat:a", "{\"data\":\"marker\"}");
        feed.awaitCount(1);
        assertThat(feed.texts("chat:a")).singleElement().asString().contains("marker");
        assertThat(drivers.count("carillon.broker.foreign")).isEqualTo(rubbish.size());
        assertThat(drivers.count("carillon.broker.reconnects")).isZero();
    }
}
