package io.carillon.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * One TCP connection of a client: handshake, frames, close. Frames are read where they lie in the buffer that the
 * socket was read into; what of a frame has not come yet is all that is kept between reads.
 */
final class Wire extends ChannelInboundHandlerAdapter {
    private static final int FIN = 0x80;
    private static final int FIN_TEXT = FIN | ClientFrame.TEXT;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int MAX_FRAME = 64 << 20;
    private static final int FIRST_FINAL_CODE = 3500;
    private static final int LAST_FINAL_CODE = 3999;
    private static final byte[] NORMAL_CLOSURE = {3, (byte) 0xE8};
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Client client;
    private final Client.Owner owner;
    private Channel channel;
    private ByteBuf rest;
    private boolean upgraded;
    private int code;
    private String why = "closed: without a close frame";

    Wire(Client client, Client.Owner owner) {
        this.client = client;
        this.owner = owner;
    }

    /** Why the connection ended, or will. */
    String why() {
        return why;
    }

    /** Whether the server said that this client shall not come back. */
    boolean isFinal() {
        return code >= FIRST_FINAL_CODE && code <= LAST_FINAL_CODE;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** @param reading false: nothing is read any more until true */
    void read(boolean reading) {
        channel.config().setAutoRead(reading);
    }

    void text(byte[] payload) {
        send(ClientFrame.TEXT, payload);
    }

    private void send(int opcode, byte[] payload) {
        channel.writeAndFlush(ClientFrame.of(channel.alloc(), opcode, payload, owner.mask()), channel.voidPromise());
    }

    /** Says goodbye. The server closes the connection. */
    void close() {
        send(ClientFrame.CLOSE, NORMAL_CLOSURE);
    }

    /** Ends the connection, or the attempt to make one. */
    void abort(String reason) {
        why = reason;
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        byte[] request = owner.request(client);
        context.writeAndFlush(context.alloc().directBuffer(request.length).writeBytes(request), context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (rest != null) {
            rest.writeBytes(in);
            in.release();
            in = rest;
            rest = null;
        }
        read(in, System.nanoTime());
        if (in.isReadable() && channel.isActive()) {
            rest = context.alloc().buffer(in.readableBytes()).writeBytes(in);
        }
        in.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        owner.read();
    }

    private void read(ByteBuf in, long now) {
        if (!upgraded && !upgrade(in)) {
            return;
        }
        while (in.readableBytes() >= 2 && frame(in, now)) {
            // The next one.
        }
    }

    /** @return whether frames follow */
    private boolean upgrade(ByteBuf in) {
        String text = in.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END_OF_HEAD);
        if (end < 0) {
            return false;
        }
        String head = text.substring(0, end);
        String body = text.substring(end + END_OF_HEAD.length());
        if (!head.startsWith(Invitation.UPGRADED) && body.length() < Invitation.bodyLength(head)) {
            return false;
        }
        Invitation.Answer answer = owner.judge(head, body);
        in.skipBytes(end + END_OF_HEAD.length());
        upgraded = answer.fault().isEmpty();
        if (upgraded) {
            owner.admitted(client);
        } else {
            client.retryAfterMillis = answer.retryAfterMillis();
            in.skipBytes(in.readableBytes());
            abort(answer.fault().get());
        }
        return upgraded;
    }

    /** @return whether there was a whole frame, which now is read */
    private boolean frame(ByteBuf in, long now) {
        int at = in.readerIndex();
        int second = in.getUnsignedByte(at + 1);
        int header = second < 126 ? 2 : second == 126 ? 4 : 10;
        if (in.readableBytes() < header) {
            return false;
        }
        long length = second < 126 ? second : second == 126 ? in.getUnsignedShort(at + 2) : in.getLong(at + 2);
        int first = in.getUnsignedByte(at);
        if ((first & RESERVED) != 0 || (second & MASKED) != 0 || length < 0 || length > MAX_FRAME) {
            abort("protocol: a frame that is not lawful");
            in.skipBytes(in.readableBytes());
            return false;
        }
        if (in.readableBytes() < header + length) {
            return false;
        }
        in.skipBytes(header + (int) length);
        payload(first, in, at + header, (int) length, now);
        return true;
    }

    private void payload(int first, ByteBuf in, int at, int length, long now) {
        if (first == FIN_TEXT) {
            if (!owner.delivered(client, in, at, length, now)) {
                owner.noticed(client, in.toString(at, length, StandardCharsets.UTF_8));
            }
        } else {
            control(first, ByteBufUtil.getBytes(in, at, length));
        }
    }

    private void control(int first, byte[] payload) {
        switch (first) {
            case FIN | ClientFrame.PING -> send(ClientFrame.PONG, payload);
            case FIN | ClientFrame.PONG -> {}
            case FIN | ClientFrame.CLOSE -> closed(payload);
            default -> abort("protocol: a frame that Carillon does not send");
        }
    }

    /** Answers a close frame; the server then closes the connection. */
    private void closed(byte[] payload) {
        if (payload.length < 2) {
            why = "closed: without a code";
        } else {
            code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
            why = ("closed: " + code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8))
                    .strip();
        }
        if (client.state != Client.State.CLOSING) {
            send(ClientFrame.CLOSE, payload.length < 2 ? payload : new byte[] {payload[0], payload[1]});
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        abort("connection: " + cause.getMessage());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (rest != null) {
            rest.release();
            rest = null;
        }
        owner.ended(client, why);
    }
}
