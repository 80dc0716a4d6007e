package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final String A_HUNDRED = "x".repeat(98);

    private final Bench bench = new Bench(5_000);
    private final Heard heard = new Heard();
    private final WebSocketHandler handler = new WebSocketHandler(bench.loop, false, socket -> heard);
    private final HandSocket socket = new HandSocket(bench.allocations, handler);
    private final Outbox outbox = handler.outbox();

    @AfterEach
    void nothingIsHeld() {
        socket.close();
        bench.turns.endTurn();
        socket.finishAndReleaseAll();
        assertThat(bench.allocations.held()).isZero();
    }

    @Test
    void what_is_said_in_one_turn_leaves_at_its_end() {
        bench.turns.endTurn();
        text("a");
        text("b");
        assertThat(socket.frames()).isEmpty();
        assertThat(bench.turns.waiting()).isEqualTo(1);
        bench.turns.endTurn();
        assertThat(socket.texts()).containsExactly("a", "b");
    }

    @Test
    void what_others_must_know_first_is_told_before_anything_leaves() {
        List<String> leftBefore = new ArrayList<>();
        text("subscribed");
        bench.loop.turn().first(() -> leftBefore.addAll(socket.texts()));
        bench.turns.endTurn();
        assertThat(leftBefore).isEmpty();
        assertThat(socket.texts()).containsExactly("subscribed");
    }

    @Test
    void a_full_turn_alone_makes_nobody_slow() {
        for (int i = 0; i < 1_000; i++) {
            text(A_HUNDRED);
        }
        bench.turns.endTurn();
        assertThat(socket.frames()).hasSize(1_000);
        assertThat(heard.events).containsExactly("open");
    }

    @Test
    void what_the_socket_does_not_take_is_held_and_leaves_in_its_order() {
        socket.admit(0);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            said.add(i + A_HUNDRED);
            text(said.get(i));
        }
        bench.turns.endTurn();
        socket.admit(1_234);
        bench.turns.endTurn();
        List<String> read = new ArrayList<>(socket.texts());
        assertThat(read).hasSize(12);
        socket.admit(Long.MAX_VALUE);
        bench.turns.endTurn();
        read.addAll(socket.texts());
        assertThat(read).isEqualTo(said);
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void what_is_said_while_the_backlog_drains_comes_after_it() {
        socket.admit(0);
        for (int i = 0; i < 20; i++) {
            text(i + A_HUNDRED);
        }
        socket.admit(700);
        text("last");
        socket.admit(Long.MAX_VALUE);
        bench.turns.endTurn();
        assertThat(socket.texts()).hasSize(21).endsWith("last");
    }

    @Test
    void too_much_that_is_held_ends_the_connection_with_slow_consumer() {
        socket.admit(0);
        fill(51);
        assertThat(heard.events).containsExactly("open", "end 3008");
        socket.admit(Long.MAX_VALUE);
        List<ServerFrame> frames = socket.frames();
        assertThat(frames).hasSizeLessThan(15);
        assertThat(frames.get(frames.size() - 1).closeCode()).isEqualTo(CloseCode.SLOW_CONSUMER.code());
        assertThat(bench.allocations.held()).isZero();
    }

    @Test
    void exactly_the_bound_may_be_pending() {
        socket.admit(0);
        while (outbox.pending() + 100 <= 5_000) {
            text(A_HUNDRED);
        }
        text("x".repeat((int) (5_000 - outbox.pending()) - 2));
        assertThat(outbox.pending()).isEqualTo(5_000);
        assertThat(heard.events).containsExactly("open");
        text("");
        assertThat(heard.events).containsExactly("open", "end 3008");
    }

    @Test
    void drop_oldest_loses_the_oldest_that_may_be_lost_and_keeps_the_connection() {
        socket.admit(0);
        fill(20);
        for (int i = 0; i < 100; i++) {
            say(i + A_HUNDRED, "a", SlowConsumer.DROP_OLDEST);
        }
        assertThat(heard.events).containsExactly("open");
        assertThat(outbox.pending()).isLessThanOrEqualTo(5_000);
        socket.admit(Long.MAX_VALUE);
        bench.turns.endTurn();
        List<String> read = socket.texts();
        assertThat(read).startsWith(A_HUNDRED).endsWith(99 + A_HUNDRED);
        assertThat(read).filteredOn(A_HUNDRED::equals).hasSize(20);
        assertThat(read.get(20)).isEqualTo("{\"type\":\"reset\",\"channel\":\"a\",\"reason\":\"dropped\"}");
        assertThat(read.get(21)).isEqualTo((121 - read.size()) + A_HUNDRED);
        assertThat(bench.count("carillon.deliveries.dropped")).isEqualTo(121 - read.size());
    }

    @Test
    void latest_keeps_the_last_of_each_channel_only() {
        socket.admit(0);
        fill(11);
        for (int i = 0; i < 500; i++) {
            say("a" + i, "a", SlowConsumer.LATEST);
            say("b" + i, "b", SlowConsumer.LATEST);
        }
        socket.admit(Long.MAX_VALUE);
        bench.turns.endTurn();
        assertThat(socket.texts()).hasSize(13).endsWith("a499", "b499");
        assertThat(bench.count("carillon.deliveries.dropped")).isEqualTo(998);
    }

    @Test
    void a_farewell_follows_what_the_socket_has_taken_and_nothing_follows_it() {
        text("a");
        handler.close(CloseCode.GOING_AWAY);
        text("b");
        bench.turns.endTurn();
        List<ServerFrame> frames = socket.frames();
        assertThat(frames).extracting(ServerFrame::opcode).containsExactly(FrameHeader.TEXT, FrameHeader.CLOSE);
    }

    @Test
    void a_lost_socket_releases_what_is_held() {
        socket.admit(0);
        fill(40);
        socket.close();
        assertThat(bench.allocations.held()).isZero();
        assertThat(heard.events).containsExactly("open", "end 1006", "gone");
    }

    @Test
    void what_is_said_after_the_socket_was_lost_is_released_at_once() {
        socket.close();
        text("an answer that comes late");
        outbox.control(FrameHeader.PING, new byte[0], 0);
        assertThat(bench.allocations.held()).isZero();
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void what_is_said_after_the_connection_was_cut_is_released_at_once() {
        socket.admit(0);
        fill(20);
        handler.terminate();
        text("an answer that comes late");
        assertThat(bench.allocations.held()).isZero();
    }

    @Test
    void a_socket_that_breaks_while_it_is_written_to_ends_once_and_releases_all() {
        socket.admit(0);
        fill(9);
        socket.breakPipe();
        fill(5);
        bench.turns.endTurn();
        assertThat(heard.events).containsExactly("open", "end 1006", "gone");
        assertThat(bench.allocations.held()).isZero();
    }

    @Test
    void a_socket_that_is_found_broken_when_it_is_asked_for_room_holds_nothing() {
        socket.admit(0);
        fill(6);
        socket.breakPipe();
        fill(2);
        assertThat(heard.events).containsExactly("open", "end 1006", "gone");
        assertThat(bench.allocations.held()).isZero();
    }

    @Test
    void a_socket_that_breaks_over_the_close_frame_ends_once() {
        text("a");
        socket.breakPipe();
        handler.close(CloseCode.GOING_AWAY);
        assertThat(heard.events).containsExactlyInAnyOrder("open", "end 1001", "gone");
    }

    @Test
    void progress_is_what_the_socket_has_taken() {
        socket.admit(0);
        fill(30);
        bench.turns.endTurn();
        long before = outbox.progress();
        fill(1);
        bench.turns.endTurn();
        assertThat(outbox.progress()).isEqualTo(before);
        socket.admit(1);
        assertThat(outbox.progress()).isNotEqualTo(before);
    }

    @Test
    void what_is_said_after_the_end_is_not_counted() {
        text("four");
        handler.close(CloseCode.GOING_AWAY);
        text("an answer that comes late");
        assertThat(outbox.messages()).isEqualTo(1);
        assertThat(bench.count("carillon.messages.sent")).isEqualTo(1);
    }

    @Test
    void messages_are_counted_with_the_bytes_of_their_texts() {
        text("four");
        outbox.control(FrameHeader.PING, new byte[3], 3);
        say("sixsix", "a", SlowConsumer.LATEST);
        assertThat(outbox.messages()).isEqualTo(2);
        assertThat(outbox.bytes()).isEqualTo(10);
    }

    private void fill(int hundreds) {
        for (int i = 0; i < hundreds; i++) {
            text(A_HUNDRED);
        }
    }

    private void text(String text) {
        outbox.text(text.getBytes(StandardCharsets.UTF_8));
    }

    private void say(String text, String channel, SlowConsumer policy) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = FrameWriter.frame(bench.allocations, FrameHeader.TEXT, bytes, bytes.length);
        int[] ends = {frame.writerIndex()};
        outbox.batch(new Batch(new ChannelName(channel), policy, frame, ends, bytes.length, null));
        frame.release();
    }
}
