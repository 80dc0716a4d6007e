package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.Crowd;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A node with thousands of clients goes. */
class DrainIT {
    private static final int CLIENTS = 10_000;

    @Test
    void thousandsAreSentAwayOneAfterTheOtherAndOneWhoNeverAnswersHoldsUpNobody() {
        NodeConf conf = NodeConf.open().with("shutdown.drain", "2s").with("server.handshakesPerSecond", 100_000);
        try (CarillonProcess node = CarillonProcess.start(conf);
                Crowd crowd = Crowd.connect(node, CLIENTS);
                Dialogue stubborn = node.raw(node.tokens().of("stubborn"))) {
            assertThat(stubborn.text()).contains("welcome");
            node.terminate();
            Await.until("the first are told", () -> crowd.told() > 0);
            assertNobodyIsTakenIn(node);
            assertThat(crowd.told()).as("told by now").isLessThan(CLIENTS);
            assertThat(crowd.awaitGone()).containsOnly("welcome draining 1001 Server shutting down");
            assertThat(stubborn.text()).contains("draining", "reconnectAfter");
            stubborn.expectCloseFrame(1001);
            assertThat(node.awaitExit()).isZero();
            assertThat(node.errors()).isEmpty();
        }
    }

    private static void assertNobodyIsTakenIn(CarillonProcess node) {
        assertThat(node.ops("/health/ready").statusCode()).isEqualTo(503);
        assertThat(node.ops("/health/ready").body()).contains("draining");
        try (RawSocket late = RawSocket.connect(node.port())) {
            HttpAnswer answer =
                    late.exchange(UpgradeRequest.to("/ws").bearer(node.tokens().of("late")));
            assertThat(answer.status()).isEqualTo(503);
            assertError(new JsonObject(answer.body()), 503, "unavailable");
        }
    }
}
