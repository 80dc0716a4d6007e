package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SIGTERM: everyone is told, then closed, then the process ends well. */
class ShutdownIT {
    @Test
    void everyClientIsToldAndClosedAndTheProcessEndsWithZero() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("shutdown.drain", "2s"));
                Dialogue stubborn = node.raw(node.tokens().of("stubborn"))) {
            stubborn.text();
            List<JdkClient> clients = IntStream.range(0, 200)
                    .mapToObj(i -> JdkClient.connectAs(node, "user-" + i))
                    .toList();
            node.terminate();
            for (JdkClient client : clients) {
                assertThat(client.nextOf("draining").getLong("reconnectAfter")).isNotNegative();
                assertThat(client.awaitClosing()).isEqualTo(new JdkClient.Closing(1001, "Server shutting down"));
                assertThat(client.waiting()).isZero();
            }
            assertThat(new JsonObject(stubborn.text()).getString("type")).isEqualTo("draining");
            stubborn.expectCloseFrame(1001);
            assertThat(node.awaitExit()).isZero();
            clients.forEach(JdkClient::close);
        }
    }

    @Test
    void aDrainingNodeIsNotReadyAndTakesNobodyIn() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("shutdown.drain", "8s"))) {
            List<Dialogue> clients = IntStream.range(0, 20)
                    .mapToObj(i -> node.raw(node.tokens().of("user-" + i)))
                    .peek(Dialogue::text)
                    .toList();
            node.terminate();
            firstToBeTold(clients);
            assertThat(node.ops("/health/ready").statusCode()).isEqualTo(503);
            assertThat(node.ops("/health/live").statusCode()).isEqualTo(200);
            assertRefused(node);
            clients.forEach(Dialogue::close);
            assertThat(node.awaitExit()).isZero();
        }
    }

    /** Whichever of them it is: the order of the drain is the server's choice. */
    private static void firstToBeTold(List<Dialogue> clients) {
        ExecutorService readers = Executors.newCachedThreadPool();
        try {
            String told = readers.invokeAny(
                    clients.stream()
                            .map(client -> (Callable<String>) client::text)
                            .toList(),
                    30,
                    TimeUnit.SECONDS);
            assertThat(told).contains("draining");
        } catch (Exception e) {
            throw new AssertionError("nobody was told", e);
        } finally {
            readers.shutdownNow();
        }
    }

    private static void assertRefused(CarillonProcess node) {
        try (RawSocket socket = RawSocket.connect(node.port())) {
            HttpAnswer answer = socket.exchange(
                    UpgradeRequest.to("/ws").bearer(node.tokens().of("late")));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(new JsonObject(answer.body()).getInteger("code")).isEqualTo(503);
        }
    }

    @Test
    void messagesStillFlowToThoseWhoAreNotClosedYet() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("shutdown.drain", "4s"))) {
            List<Dialogue> clients = IntStream.range(0, 20)
                    .mapToObj(i -> node.raw(node.tokens().of("user-" + i)))
                    .peek(Dialogue::text)
                    .toList();
            clients.forEach(client -> {
                client.send(Frame.text("{\"type\":\"subscribe\",\"channel\":\"lobby\"}"));
                client.text();
            });
            node.terminate();
            byte[] words = Frame.text(publish("lobby", "last words")).bytes();
            clients.forEach(client -> client.socket().sendUnlessCut(words));
            long heard = clients.stream().filter(ShutdownIT::hearsAMessage).count();
            assertThat(heard).isPositive();
            clients.forEach(Dialogue::close);
            assertThat(node.awaitExit()).isZero();
        }
    }

    private static boolean hearsAMessage(Dialogue client) {
        boolean heard = false;
        for (Frame frame = client.frame(); frame.opcode() != Frame.CLOSE; frame = client.frame()) {
            heard |= frame.text().contains("last words");
        }
        return heard;
    }
}
