package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.carillon.wire.Received;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The server pings; who stays silent is cut off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeartbeatIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(
                NodeConf.open().with("heartbeat.interval", "1s").with("heartbeat.timeout", "2s"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void aSilentClientIsPingedAndThenCutWithoutACloseFrameWhileOthersLive() {
        try (JdkClient lively = JdkClient.connectAs(node, "lively");
                Dialogue silent = node.raw(node.tokens().of("silent"))) {
            silent.text();
            int pings = 0;
            Received received = silent.socket().read();
            for (; received instanceof Frame frame; received = silent.socket().read()) {
                assertThat(frame.opcode()).isEqualTo(Frame.PING);
                pings++;
            }
            assertThat(pings).isPositive();
            lively.send(request("ping").encode()).nextOf("pong");
        }
    }

    @Test
    void whoAnswersPingsOutlivesWhoDoesNot() {
        try (Dialogue answering = node.raw(node.tokens().of("answering"));
                Dialogue silent = node.raw(node.tokens().of("silent"))) {
            answering.text();
            silent.text();
            for (int i = 0; i < 4; i++) {
                Frame ping = answering.frame();
                assertThat(ping.opcode()).isEqualTo(Frame.PING);
                answering.send(Frame.of(Frame.PONG, ping.payload()));
            }
            while (silent.socket().read() instanceof Frame frame) {
                assertThat(frame.opcode()).isEqualTo(Frame.PING);
            }
            answering.send(Frame.text(request("ping", 1).encode()));
            assertThat(new JsonObject(answering.text())).isEqualTo(request("pong", 1));
        }
    }

    @Test
    void theWelcomeTellsTheHeartbeatInMilliseconds() {
        try (JdkClient client = JdkClient.connectAs(node, "alice")) {
            assertThat(client.welcome().getJsonObject("data").getJsonObject("heartbeat"))
                    .isEqualTo(new JsonObject().put("interval", 1000).put("timeout", 2000));
        }
    }
}
