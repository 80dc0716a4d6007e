package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Bytes;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Flood;
import io.carillon.wire.Frame;
import io.carillon.wire.RawSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that send without end and read nothing, against a node with little memory: whatever is kept for them beyond
 * the bounds would bring it down.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodsIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open(), "-Xmx80m");
    }

    @AfterAll
    void stop() {
        try (CarillonProcess ending = node) {
            assertThat(ending.output()).doesNotContain("Exception").doesNotContain("ERROR");
        }
    }

    static Stream<Frame> floods() {
        return Stream.of(
                Frame.of(Frame.PING, "p".repeat(125)),
                Frame.of(Frame.PONG, "p".repeat(125)),
                Frame.text(request("ping", "i".repeat(64)).encode()),
                Frame.text(request("subscribe", "i".repeat(64))
                        .put("channel", "nowhere:" + "n".repeat(200))
                        .encode()),
                Frame.text(publish("flooded", "d".repeat(1000))),
                Frame.text(publish("flooded", "d".repeat(1000), 1)));
    }

    @ParameterizedTest
    @MethodSource("floods")
    void aFloodThatNobodyReadsTheAnswersOfDisturbsNobody(Frame frame) {
        try (JdkClient bob = JdkClient.connectAs(node, "bob");
                Dialogue witness = node.raw(node.tokens().of("witness"));
                Flood flood = Flood.open(node.port(), node.tokens().of("flooder"))) {
            witness.text();
            byte[] chunk = Bytes.repeat(frame.bytes(), 1000);
            long sent = 0;
            while (sent < 200L << 20 && flood.push(chunk)) {
                sent += chunk.length;
                if (sent / chunk.length % 16 == 0) {
                    bob.send(request("ping").encode()).nextOf("pong");
                }
            }
            witness.expectAlive();
            assertThat(bob.ask(request("ping", 1).encode())).isEqualTo(request("pong", 1));
        }
    }

    static Stream<String> pipelined() {
        return Stream.of(
                "GET /app.js HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /app.js HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /ws HTTP/1.1\r\nHost: x\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n",
                "BREW / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    }

    /** Strangers without a token: many requests in one go on many sockets, and not an answer is read. */
    @ParameterizedTest
    @MethodSource("pipelined")
    void pipelinedRequestsWhoseAnswersNobodyReadsDisturbNobody(String request) {
        flood(node.port(), request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health/live", "/api/nodes", "/nowhere"})
    void theyDoNotOnTheOpsListenerEither(String path) {
        flood(node.opsPort(), "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private void flood(int port, String request) {
        byte[] requests = Bytes.repeat(request.getBytes(StandardCharsets.US_ASCII), 2400);
        List<Flood> strangers =
                Stream.generate(() -> Flood.plain(port)).limit(25).toList();
        try (JdkClient bob = JdkClient.connectAs(node, "bob")) {
            for (Flood stranger : strangers) {
                stranger.push(requests);
                bob.send(request("ping").encode()).nextOf("pong");
            }
            assertThat(node.ops("/health/ready").statusCode()).isEqualTo(200);
            try (RawSocket other = RawSocket.connect(node.port())) {
                other.send("GET /app.js HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(other.readAnswer().status()).isEqualTo(200);
            }
            bob.send(request("ping").encode()).nextOf("pong");
        }
        strangers.forEach(Flood::close);
    }
}
