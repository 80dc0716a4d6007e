package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static io.carillon.blackbox.Answers.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Bytes;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits of one connection. */
class LimitsIT {
    @Test
    void aChannelTooManyIsRefusedUntilAnotherIsGivenUp() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("limits.channelsPerConnection", 3));
                JdkClient alice = JdkClient.connectAs(node, "alice")) {
            alice.subscribe("a").subscribe("b").subscribe("c");
            JsonObject answer = alice.ask(subscribe("d", 4));
            assertThat(assertError(answer, 429, "limit_reached").getInteger("id"))
                    .isEqualTo(4);
            assertThat(answer.getString("channel")).isEqualTo("d");
            alice.ask(request("unsubscribe").put("channel", "b").encode());
            alice.subscribe("d");
        }
    }

    /** Whoever comes back wants all of them at once, and has said other things already. */
    @Test
    void asManySubscribesAsThereMayBeChannelsComeAtOnceBesideEverythingElse() {
        NodeConf conf = NodeConf.open().with("limits.messagesPerSecond", 1).with("limits.messageBurst", 100);
        try (CarillonProcess node = CarillonProcess.start(conf);
                Dialogue alice = node.raw(node.tokens().of("alice"))) {
            alice.text();
            String[] requests = IntStream.range(0, 100 + 128)
                    .mapToObj(i -> i % 2 == 0 && i < 200 ? request("ping", i).encode() : subscribe("c" + i, i))
                    .toArray(String[]::new);
            alice.send(Stream.of(requests).map(Frame::text).toArray(Frame[]::new));
            for (int i = 0; i < requests.length; i++) {
                JsonObject answer = new JsonObject(alice.text());
                assertThat(answer.getInteger("id")).isEqualTo(i);
                assertThat(answer.getString("type")).isIn("pong", "subscribed");
            }
            alice.send(Frame.text(subscribe("one-more", 1)));
            assertThat(new JsonObject(alice.text()).getInteger("code")).isEqualTo(429);
        }
    }

    @Test
    void aRateOfOneOperationBindsThatOperationAlone() {
        NodeConf conf = NodeConf.open()
                .with("limits.rates.refresh", 1)
                .with(
                        "namespaces.chat.rates",
                        new JsonObject().put("publish", 1).put("subscribe", 1));
        try (CarillonProcess node = CarillonProcess.start(conf);
                JdkClient alice = JdkClient.connectAs(node, "alice")) {
            assertLimited(alice, request("refresh", 1).put("token", "none"), 401);
            JsonObject refused = assertLimited(
                    alice, request("publish", 2).put("channel", "chat:a").put("data", 0), 0);
            assertThat(refused.getString("channel")).isEqualTo("chat:a");
            assertLimited(alice, request("subscribe", 3).put("channel", "chat:a"), 409);
            for (int i = 0; i < 20; i++) {
                assertThat(alice.ask(publish("free", i, i)).getString("type")).isEqualTo("published");
            }
        }
    }

    /** Repeats a request until it comes too often; what it is answered before that is well or of another code. */
    private static JsonObject assertLimited(JdkClient client, JsonObject request, int before) {
        for (int i = 0; i < 100; i++) {
            JsonObject answer = client.ask(request.encode());
            if (answer.getInteger("code", before) == 429) {
                assertThat(assertError(answer, 429, "rate_limited").getValue("id"))
                        .isEqualTo(request.getValue("id"));
                return answer;
            }
            assertThat(answer.getInteger("code", before)).as(answer.encode()).isEqualTo(before);
        }
        throw new AssertionError("never limited: " + request);
    }

    @Test
    void requestsBeyondTheRateAreRefusedAndAHundredOfThoseClose3500() {
        NodeConf conf = NodeConf.open().with("limits.messagesPerSecond", 1).with("limits.messageBurst", 5);
        try (CarillonProcess node = CarillonProcess.start(conf);
                Dialogue raw = node.raw(node.tokens().of("alice"))) {
            raw.text();
            raw.socket()
                    .sendUnlessCut(
                            Bytes.repeat(Frame.text(request("ping", 1).encode()).bytes(), 120));
            for (int i = 0; i < 5; i++) {
                assertThat(raw.text()).contains("pong");
            }
            int refused = 0;
            Frame frame = raw.answer();
            for (; frame.opcode() == Frame.TEXT; frame = raw.answer()) {
                JsonObject answer = new JsonObject(frame.text());
                if (!answer.getString("type").equals("pong")) {
                    assertError(answer, 429, "rate_limited");
                    assertThat(answer.getInteger("id")).isEqualTo(1);
                    refused++;
                }
            }
            assertThat(refused).isBetween(99, 100);
            assertThat(frame.closeCode()).isEqualTo(3500);
            assertThat(frame.closeReason()).isEqualTo("rate limit");
        }
    }
}
