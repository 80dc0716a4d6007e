package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Audience;
import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.testing.NumberedChannels;
import io.carillon.testing.Speaker;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hundred that never read beside a thousand that do, while messages come as fast as the node takes them. */
class StalledReadersIT {
    private static final int READERS = 1_000;
    private static final int STALLED = 200;
    private static final int IN_FLIGHT = 16;
    private static final int PENDING_BYTES = 262_144;
    private static final NumberedChannels CHANNEL = new NumberedChannels("chat:busy", 1, 4_000);

    /** Several times what a stalled reader may have pending. */
    private static final int MESSAGES = 600;

    private static final int LOOKS = 12;
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final NodeConf conf =
            NodeConf.open().with("limits.pendingBytes", PENDING_BYTES).with("limits.pendingTimeout", "60s");

    @Test
    void they_are_closed_3008_and_the_others_get_everything_in_order() {
        try (CarillonProcess node = start("disconnect")) {
            saturate(node, stalled -> awaitClose(node, stalled));
            assertThat(node.metric("carillon_slow_consumers_total")).isEqualTo(STALLED);
            assertThat(node.metric("carillon_connections_closed_total{code=\"3008\""))
                    .isEqualTo(STALLED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-oldest", "latest"})
    void they_stay_with_the_newest_messages_and_the_others_get_everything_in_order(String policy) {
        try (CarillonProcess node = start(policy)) {
            for (Dialogue stalled : saturate(node, all -> {})) {
                List<Integer> numbers = readUntil(stalled, 2 * MESSAGES - 1);
                assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSizeLessThan(MESSAGES);
                stalled.expectAlive();
                stalled.close();
            }
            assertThat(node.metric("carillon_slow_consumers_total")).isZero();
            assertThat(node.metric("carillon_deliveries_dropped_total")).isPositive();
        }
    }

    /** With the flags that a node's JVM is run with, on which its memory depends. */
    private CarillonProcess start(String policy) {
        return CarillonProcess.start(
                conf.with("namespaces.chat.slowConsumer", policy), "-Xmx256m", "-XX:+UseSerialGC", "-Xmn8m");
    }

    /** Beside the others, however long they take: five seconds after they were closed they would be cut. */
    private static void awaitClose(CarillonProcess node, List<Dialogue> stalled) {
        Await.until(
                "the stalled ones are closed",
                DEADLINE,
                () -> node.metric("carillon_connections_closed_total{code=\"3008\"") == STALLED);
        stalled.forEach(StalledReadersIT::assertClosedBehindAnUnbrokenStart);
        stalled.forEach(Dialogue::close);
    }

    /**
     * Returns the stalled ones when the others have everything, and the node has held little for them meanwhile.
     *
     * @param beside what is done to the stalled ones while the others hear
     */
    private static List<Dialogue> saturate(CarillonProcess node, Consumer<List<Dialogue>> beside) {
        try (Audience readers = Audience.join(node.port(), i -> node.tokens().of("reader-" + i), READERS, CHANNEL);
                Speaker speaker = Speaker.connect(node.port(), node.tokens().of("speaker"), readers, CHANNEL)) {
            speaker.say(MESSAGES, IN_FLIGHT);
            double before = memory(node);
            List<Dialogue> stalled = stall(node);
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> beside.accept(stalled));
            for (int i = 0; i < LOOKS; i++) {
                speaker.say(MESSAGES / LOOKS, IN_FLIGHT);
                assertThat(memory(node) - before).isLessThan((double) STALLED * PENDING_BYTES);
            }
            done.join();
            return stalled;
        }
    }

    private static List<Dialogue> stall(CarillonProcess node) {
        return IntStream.range(0, STALLED)
                .mapToObj(i -> node.slow(CHANNEL.name(0), "stalled-" + i))
                .toList();
    }

    private static double memory(CarillonProcess node) {
        return node.metric("process_resident_memory_bytes");
    }

    private static void assertClosedBehindAnUnbrokenStart(Dialogue stalled) {
        int next = MESSAGES;
        Frame frame = stalled.frame();
        for (; frame.opcode() != Frame.CLOSE; frame = stalled.frame()) {
            if (frame.opcode() == Frame.TEXT) {
                assertThat(number(frame)).isEqualTo(next++);
            }
        }
        assertThat(frame.closeCode()).isEqualTo(3008);
        assertThat(next).isGreaterThan(MESSAGES);
    }

    private static List<Integer> readUntil(Dialogue stalled, int last) {
        List<Integer> numbers = new ArrayList<>();
        while (numbers.isEmpty() || numbers.get(numbers.size() - 1) < last) {
            Frame frame = stalled.frame();
            if (frame.opcode() == Frame.TEXT && NumberedChannels.isMessage(ByteBuffer.wrap(frame.payload()), 0)) {
                numbers.add(number(frame));
            }
        }
        return numbers;
    }

    private static int number(Frame message) {
        return CHANNEL.numberOf(ByteBuffer.wrap(message.payload()), 0);
    }
}
