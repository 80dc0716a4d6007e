package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.DeflateStream;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** permessage-deflate on a whole node: off unless wanted by both sides, and the same messages either way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open().with("server.compression", true));
    }

    @AfterAll
    void stop() {
        try (CarillonProcess ending = node) {
            assertThat(ending.output()).doesNotContain("Exception").doesNotContain("ERROR");
        }
    }

    @Test
    void compressedAndPlainSubscribersOfOneChannelGetTheSame() throws Exception {
        try (RawSocket socket = RawSocket.connect(node.port());
                JdkClient plain = JdkClient.connectAs(node, "plain").subscribe("mixed")) {
            HttpAnswer answer = socket.upgrade(offering("permessage-deflate"));
            Dialogue dialogue = new Dialogue(socket);
            try (DeflateStream stream = DeflateStream.agreed(answer.header("Sec-WebSocket-Extensions"))) {
                assertThat(text(dialogue, stream)).contains("welcome");
                byte[] request = subscribe("mixed", 1).getBytes(StandardCharsets.UTF_8);
                dialogue.send(stream.frame(Frame.TEXT, request));
                assertThat(text(dialogue, stream)).contains("subscribed");
                for (int i = 0; i < 100; i++) {
                    plain.send(publish("mixed", i + "\u20ac".repeat(1000)));
                    assertThat(text(dialogue, stream)).isEqualTo(plain.next());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; client_max_window_bits=99999999999",
                "permessage-deflate; server_max_window_bits=x",
                "permessage-deflate; unknown",
                "; ; ,=,"
            })
    void anOfferThatMakesNoSenseIsDeclinedAndTheConnectionStands(String offer) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            HttpAnswer answer = socket.upgrade(offering(offer));
            assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(new JsonObject(new Dialogue(socket).text()).getString("type"))
                    .isEqualTo("welcome");
        }
    }

    private UpgradeRequest offering(String extension) {
        return UpgradeRequest.to("/ws").bearer(node.tokens().of("alice")).with("Sec-WebSocket-Extensions", extension);
    }

    private static String text(Dialogue dialogue, DeflateStream stream) throws Exception {
        Frame frame = dialogue.answer();
        assertThat(frame.opcode()).isEqualTo(Frame.TEXT);
        return frame.rsv() == 0 ? frame.text() : new String(stream.inflate(frame.payload()), StandardCharsets.UTF_8);
    }
}
