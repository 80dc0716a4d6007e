package io.carillon.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A raw socket after its upgrade, with what a test expects to hear on it. */
public final class Dialogue implements AutoCloseable {
    private final RawSocket socket;

    public Dialogue(RawSocket socket) {
        this.socket = socket;
    }

    /** A plain upgrade at {@code /}. */
    static Dialogue with(int port) {
        return new Dialogue(RawSocket.upgraded(port, UpgradeRequest.to("/")));
    }

    public RawSocket socket() {
        return socket;
    }

    public Dialogue send(Frame... frames) {
        socket.send(frames);
        return this;
    }

    public Dialogue send(byte[] bytes) {
        socket.send(bytes);
        return this;
    }

    /** The next frame, which must be one. */
    public Frame frame() {
        Received received = socket.read();
        return received instanceof Frame frame ? frame : fail("expected a frame, got " + received);
    }

    /** The next frame that is no ping; pings in between are answered. */
    public Frame answer() {
        Frame frame = frame();
        while (frame.opcode() == Frame.PING) {
            socket.sendUnlessCut(Frame.of(Frame.PONG, frame.payload()).bytes());
            frame = frame();
        }
        return frame;
    }

    /** The next text message; pings in between are answered. */
    public String text() {
        Frame frame = answer();
        assertThat(describe(frame)).startsWith("text");
        assertThat(frame.fin()).isTrue();
        return frame.text();
    }

    /** A text message back, or a binary one, or for the latter the refusal of servers that speak text alone. */
    public void expectEcho(int opcode, byte[] payload) {
        Frame frame = frame();
        if (opcode == Frame.BINARY && frame.opcode() == Frame.CLOSE) {
            assertThat(frame.closeCode()).isEqualTo(1003);
            return;
        }
        assertThat(frame.opcode()).as(describe(frame)).isEqualTo(opcode);
        assertThat(frame.rsv()).isZero();
        assertThat(frame.fin()).isTrue();
        assertThat(Arrays.equals(frame.payload(), payload))
                .as("the echo of %d bytes is the same", payload.length)
                .isTrue();
    }

    public Dialogue expectText(String text) {
        expectEcho(Frame.TEXT, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Dialogue expectPong(byte[] payload) {
        Frame frame = frame();
        assertThat(describe(frame)).startsWith("pong");
        assertThat(frame.payload()).isEqualTo(payload);
        return this;
    }

    /** The server closes with one of these codes, takes our answer and ends the TCP connection. */
    public void expectClose(Integer... codes) {
        Frame close = expectCloseFrame(codes);
        socket.sendUnlessCut(Frame.of(Frame.CLOSE, Arrays.copyOf(close.payload(), Math.min(2, close.payload().length)))
                .bytes());
        expectEnd();
    }

    /** A close frame with one of these codes, 1005 standing for none. We do not answer. */
    public Frame expectCloseFrame(Integer... codes) {
        Frame frame = frame();
        assertThat(describe(frame)).startsWith("close");
        assertThat(frame.closeCode()).as(describe(frame)).isIn((Object[]) codes);
        return frame;
    }

    /** The server ends the TCP connection, and sends nothing before. */
    public void expectEnd() {
        Received received = socket.read();
        assertThat(received)
                .as(received instanceof Frame frame ? describe(frame) : "")
                .isInstanceOf(End.class);
    }

    /** The connection still answers, and nothing but a question of the same kind came before the answer. */
    public void expectAlive() {
        byte[] mark = "still there?".getBytes(StandardCharsets.UTF_8);
        send(Frame.of(Frame.PING, mark));
        Frame frame = frame();
        while (frame.opcode() == Frame.PING) {
            frame = frame();
        }
        assertThat(describe(frame)).startsWith("pong");
        assertThat(frame.payload()).isEqualTo(mark);
    }

    @Override
    public void close() {
        socket.close();
    }

    private static String describe(Frame frame) {
        return switch (frame.opcode()) {
            case Frame.TEXT -> "text " + shortened(frame.text());
            case Frame.BINARY -> "binary of " + frame.payload().length + " bytes";
            case Frame.CLOSE -> "close " + frame.closeCode() + " " + frame.closeReason();
            case Frame.PING -> "ping";
            case Frame.PONG -> "pong";
            default -> "opcode " + frame.opcode();
        };
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
