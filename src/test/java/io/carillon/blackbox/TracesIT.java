package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Bytes;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everything of a connection is gone when it is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open()
                .with("metrics.logInterval", "1s")
                .with("limits.connectionsPerUser", 100)
                .with("server.maxConnections", 100));
    }

    @AfterAll
    void stop() {
        try (CarillonProcess ending = node) {
            assertThat(ending.output()).doesNotContain("Exception").doesNotContain("ERROR");
        }
    }

    @Test
    void clientsThatLeaveInGoodOrderLeaveNothing() {
        List<JdkClient> clients = IntStream.range(0, 50)
                .mapToObj(i ->
                        JdkClient.connectAs(node, "user").subscribe("own-" + i).subscribe("shared"))
                .toList();
        Await.until("all are counted", () -> node.metric("carillon_subscriptions") == 100);
        Await.until("all channels are counted", () -> node.metric("carillon_channels") >= 51);
        clients.forEach(JdkClient::close);
        awaitNothing();
    }

    @Test
    void clientsThatGoWhileTheyAreSubscribingLeaveNothing() {
        byte[] requests = Bytes.of(IntStream.range(0, 50)
                .mapToObj(i -> Frame.text(subscribe("hasty-" + i, i)))
                .toArray(Frame[]::new));
        for (int i = 0; i < 300; i++) {
            try (Dialogue hasty = node.raw(node.tokens().of("user"))) {
                hasty.send(requests);
            }
        }
        awaitNothing();
        IntStream.range(0, 100)
                .mapToObj(i -> JdkClient.connectAs(node, "user"))
                .toList()
                .forEach(JdkClient::close);
    }

    private void awaitNothing() {
        for (String gauge : new String[] {"carillon_connections ", "carillon_subscriptions ", "carillon_channels "}) {
            Await.until(gauge + "is nothing", () -> node.metric(gauge) == 0);
        }
    }
}
