package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketHandlerTest {
    private final Bench bench = new Bench();
    private final Heard heard = new Heard();
    private final WebSocketHandler handler = new WebSocketHandler(bench.loop, false, socket -> heard);
    private final HandSocket socket = new HandSocket(bench.allocations, handler);

    @AfterEach
    void nothingIsHeld() {
        socket.close();
        bench.turns.endTurn();
        socket.finishAndReleaseAll();
        assertThat(bench.allocations.held()).isZero();
    }

    @Test
    void messages_are_heard_wherever_the_network_cuts_them() {
        ByteBuf bytes = Unpooled.wrappedBuffer(
                ClientFrames.text("first"),
                ClientFrames.text("x".repeat(300)),
                ClientFrames.frame(FrameHeader.TEXT, utf8("so"), 1),
                ClientFrames.frame(ClientFrames.FIN | FrameHeader.PONG, utf8(""), 2),
                ClientFrames.frame(ClientFrames.FIN | FrameHeader.CONTINUATION, utf8("on"), 3));
        for (int cut = 0; cut <= bytes.readableBytes(); cut++) {
            socket.writeInbound(bytes.copy(0, cut), bytes.copy(cut, bytes.readableBytes() - cut));
        }
        assertThat(heard.events.subList(1, heard.events.size()))
                .hasSize(4 * (bytes.readableBytes() + 1))
                .startsWith("text first", "text " + "x".repeat(300), "pong", "text soon")
                .endsWith("text first", "text " + "x".repeat(300), "pong", "text soon")
                .containsOnly("text first", "text " + "x".repeat(300), "pong", "text soon");
        bytes.release();
    }

    @Test
    void a_frame_that_comes_byte_by_byte_is_not_copied_for_each_of_them() {
        String text = "x".repeat(60_000);
        ByteBuf bytes = ClientFrames.text(text);
        while (bytes.isReadable()) {
            socket.writeInbound(bytes.readBytes(1));
        }
        assertThat(heard.events).containsExactly("open", "text " + text);
        assertThat(bench.allocations.count()).isLessThan(10);
        bytes.release();
    }

    @Test
    void part_of_a_frame_is_given_back_when_the_socket_goes() {
        socket.writeInbound(ClientFrames.header(ClientFrames.FIN | FrameHeader.TEXT, 1_000, 5));
        socket.writeInbound(Unpooled.buffer().writeZero(999));
        assertThat(bench.allocations.held()).isEqualTo(1);
        socket.close();
        assertThat(bench.allocations.held()).isZero();
        assertThat(heard.events).containsExactly("open", "end 1006", "gone");
    }

    @Test
    void pings_are_answered_with_their_payload() {
        socket.writeInbound(ClientFrames.frame(ClientFrames.FIN | FrameHeader.PING, utf8("are you there"), 9));
        bench.turns.endTurn();
        assertThat(socket.frames()).singleElement().satisfies(pong -> {
            assertThat(pong.opcode()).isEqualTo(FrameHeader.PONG);
            assertThat(pong.text()).isEqualTo("are you there");
        });
    }

    @Test
    void the_peers_close_is_answered_with_its_code_and_ends_the_socket() {
        socket.writeInbound(close(4000, "bye"), ClientFrames.text("too late"));
        assertThat(socket.frames())
                .singleElement()
                .satisfies(answer -> assertThat(answer.closeCode()).isEqualTo(4000));
        assertThat(socket.isOpen()).isFalse();
        assertThat(heard.events).containsExactlyInAnyOrder("open", "end 4000", "gone");
    }

    @Test
    void a_close_without_a_code_is_answered_without_one() {
        socket.writeInbound(ClientFrames.frame(ClientFrames.FIN | FrameHeader.CLOSE, new byte[0], 7));
        assertThat(socket.frames())
                .singleElement()
                .satisfies(answer -> assertThat(answer.payload()).isEmpty());
        assertThat(heard.events).contains("end 1005");
    }

    @Test
    void after_our_close_messages_mean_nothing_and_the_peers_close_ends_the_socket() {
        handler.close(CloseCode.GOING_AWAY);
        socket.writeInbound(ClientFrames.text("too late"), close(1001, ""));
        assertThat(heard.events).containsExactlyInAnyOrder("open", "end 1001", "gone");
        assertThat(socket.frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.text()).endsWith("Server shutting down"));
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void a_peer_that_does_not_answer_our_close_has_five_seconds() {
        socket.freezeTime();
        handler.close(CloseCode.TOKEN_EXPIRED);
        handler.close(CloseCode.GOING_AWAY);
        socket.advanceTimeBy(4_999, TimeUnit.MILLISECONDS);
        socket.runScheduledPendingTasks();
        assertThat(socket.isOpen()).isTrue();
        socket.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        socket.runScheduledPendingTasks();
        assertThat(socket.isOpen()).isFalse();
        assertThat(heard.events).containsExactly("open", "end 3005", "gone");
    }

    /** Whatever a peer floods us with after our close frame is read up to a bound and never unmasked. */
    @ParameterizedTest
    @ValueSource(ints = {3503, 1002})
    void afterOurCloseAFloodIsReadNoFurtherThanToABound(int code) {
        socket.freezeTime();
        if (code == 1002) {
            socket.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x83, 0}));
        } else {
            handler.close(CloseCode.DISCONNECTED);
        }
        String flood = "x".repeat(60_000);
        socket.writeInbound(ClientFrames.text(flood), ClientFrames.text(flood));
        assertThat(socket.config().isAutoRead()).isTrue();
        socket.writeInbound(ClientFrames.header(ClientFrames.FIN | FrameHeader.TEXT, 60_000, 5));
        socket.writeInbound(Unpooled.buffer().writeZero(59_000));
        assertThat(socket.config().isAutoRead()).isFalse();
        assertThat(bench.allocations.held()).isZero();
        assertThat(heard.events).containsExactly("open", "end " + code);
        socket.advanceTimeBy(5, TimeUnit.SECONDS);
        socket.runScheduledPendingTasks();
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void whatCameBeforeAPauseStaysAsItCameUntilItIsOver() {
        handler.pause();
        handler.pause();
        socket.writeInbound(ClientFrames.text("first"), ClientFrames.text("second"));
        handler.resume();
        assertThat(heard.events).containsExactly("open");
        assertThat(socket.config().isAutoRead()).isFalse();
        handler.resume();
        assertThat(heard.events).containsExactly("open", "text first", "text second");
        assertThat(socket.config().isAutoRead()).isTrue();
        assertThat(bench.allocations.held()).isZero();
    }

    @Test
    void whoIsClosedWhilePausedIsReadForItsCloseFrame() {
        handler.pause();
        handler.close(CloseCode.DISCONNECTED);
        assertThat(socket.config().isAutoRead()).isTrue();
        handler.resume();
        socket.writeInbound(close(3503, ""));
        assertThat(socket.isOpen()).isFalse();
    }

    /** Each is the beginning of a message, of which a byte comes each second. */
    static Stream<ByteBuf> trickles() {
        return Stream.of(
                ClientFrames.text("x".repeat(100)),
                ClientFrames.text("x".repeat(60_000)),
                ClientFrames.frame(ClientFrames.FIN | FrameHeader.PING, new byte[100], 1),
                ClientFrames.frame(ClientFrames.FIN | FrameHeader.CLOSE, CloseFrame.payload(1000, "x".repeat(90)), 1),
                repeated(ClientFrames.frame(FrameHeader.TEXT, utf8("x"), 1), FrameHeader.CONTINUATION),
                repeated(ClientFrames.frame(FrameHeader.TEXT, utf8("x"), 1), ClientFrames.FIN | FrameHeader.PING));
    }

    private static ByteBuf repeated(ByteBuf first, int opcode) {
        ByteBuf all = Unpooled.buffer().writeBytes(first);
        for (int i = 0; i < 20; i++) {
            all.writeBytes(ClientFrames.frame(opcode, utf8("y"), 1));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("trickles")
    void aMessageThatTricklesIsOverdueFromItsFirstByteOn(ByteBuf bytes) {
        bench.clock.advance(1_000);
        socket.writeInbound(ClientFrames.text("quick"));
        long begin = bench.clock.millis();
        for (int i = 0; i < 30; i++) {
            assertThat(handler.isMessageOverdue(begin + 30_001, 30_000)).isEqualTo(i > 0);
            socket.writeInbound(bytes.readBytes(1));
            bench.clock.advance(1_000);
        }
        assertThat(handler.isMessageOverdue(begin + 30_000, 30_000)).isFalse();
        assertThat(handler.isMessageOverdue(begin + 30_001, 30_000)).isTrue();
        handler.excuse(begin + 30_001);
        assertThat(handler.isMessageOverdue(begin + 60_001, 30_000)).isFalse();
    }

    @Test
    void messagesThatNeverEndWhereAReadingEndsAreNotOverdue() {
        ByteBuf text = ClientFrames.text("abc");
        for (int i = 0; i < 100; i++) {
            socket.writeInbound(Unpooled.wrappedBuffer(
                    text.copy(i == 0 ? 0 : 4, i == 0 ? 4 : text.readableBytes() - 4),
                    i == 0 ? Unpooled.EMPTY_BUFFER : text.copy(0, 4)));
            bench.clock.advance(1_000);
            assertThat(handler.isMessageOverdue(bench.clock.millis(), 1_500)).isFalse();
        }
        assertThat(heard.events).hasSize(100);
        text.release();
    }

    @Test
    void a_breach_of_the_protocol_is_named_and_nothing_more_is_read() {
        socket.freezeTime();
        socket.writeInbound(ClientFrames.text("good"), Unpooled.wrappedBuffer(new byte[] {(byte) 0x83, 0}));
        socket.writeInbound(ClientFrames.text("after"));
        assertThat(socket.frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.closeCode()).isEqualTo(1002));
        assertThat(heard.events).containsExactly("open", "text good", "end 1002");
        socket.advanceTimeBy(5, TimeUnit.SECONDS);
        socket.runScheduledPendingTasks();
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void a_failure_of_ours_costs_the_connection_alone_and_is_counted() {
        WebSocketHandler failing = new WebSocketHandler(bench.loop, false, opened -> new Failing());
        HandSocket other = new HandSocket(bench.allocations, failing);
        other.writeInbound(ClientFrames.text("boom"), ClientFrames.text("boom"));
        assertThat(other.frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.closeCode()).isEqualTo(1011));
        assertThat(bench.count("carillon.errors.internal")).isEqualTo(1);
        other.close();
    }

    @ParameterizedTest
    @EnumSource
    void nobody_hears_twice_that_a_connection_ended(CloseCode code) {
        handler.close(code);
        handler.close(CloseCode.GOING_AWAY);
        handler.terminate();
        socket.close();
        assertThat(heard.events).containsExactly("open", "end " + code.code(), "gone");
    }

    private static ByteBuf close(int code, String reason) {
        return ClientFrames.frame(ClientFrames.FIN | FrameHeader.CLOSE, CloseFrame.payload(code, reason), 11);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Failing extends HeardNothing {
        @Override
        public void onText(byte[] message, int length) {
            throw new IllegalStateException("a test's failure");
        }
    }
}
