package io.carillon.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.RedisProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a node has sent to Redis is still on its way when the node has given it up and sends again. */
class LateWritesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void a_refused_message_does_not_come_behind_one_that_was_published_after_it() throws IOException {
        try (PortRange ports = PortRange.claim();
                RedisProcess redis = RedisProcess.start();
                Proxy network = new Proxy(ports.next(), redis.port(), () -> {});
                CarillonProcess node = CarillonProcess.start(behind(network));
                JdkClient author = JdkClient.connectAs(node, "author")) {
            long usual = clients(redis);
            network.strand();
            assertThat(publish(author, 1)).isEqualTo("error");
            Await.until("Redis is back", DEADLINE, () -> publish(author, 2).equals("published"));
            network.open();
            Await.until("Redis hears no more of the old connections", () -> clients(redis) <= usual);
            publish(author, 3);

            JsonObject history = author.ask("{\"type\":\"history\",\"channel\":\"chat:lobby\"}");
            assertThat(history.getString("type")).as(history.encode()).isEqualTo("history");
            assertThat(history.getJsonArray("messages").stream().map(each -> ((JsonObject) each).getInteger("data")))
                    .containsExactly(2, 3);
        }
    }

    private static NodeConf behind(Proxy network) {
        return NodeConf.open()
                .with("namespaces.chat.history", "anyone")
                .with("namespaces.chat.historySize", 10)
                .with("broker.type", "redis")
                .with("broker.redis.endpoints", new JsonArray().add("redis://127.0.0.1:" + network.port()));
    }

    private static String publish(JdkClient author, int number) {
        return author.ask("{\"type\":\"publish\",\"id\":1,\"channel\":\"chat:lobby\",\"data\":" + number + "}")
                .getString("type");
    }

    private static long clients(RedisProcess redis) {
        return redis.info("clients", "connected_clients");
    }
}
