package io.carillon.chaos;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.ArrayDeque;
import java.util.Queue;

/** A connection through a {@link Proxy}, on whose event loop it lives: from a client to a server and back. */
final class Tunnel {
    private final Proxy proxy;
    private final int number;
    private final Way questions = new Way();
    private final Way answers = new Way();

    Tunnel(Proxy proxy, int number, Channel client) {
        this.proxy = proxy;
        this.number = number;
        questions.from = client;
        client.pipeline().addLast(questions);
        questions.steps.add(() -> proxy.connect(answers).addListener((ChannelFuture done) -> connected(done)));
    }

    private void connected(ChannelFuture done) {
        if (!done.isSuccess() || !questions.from.isActive()) {
            done.channel().close();
            end();
            return;
        }
        answers.from = done.channel();
        questions.done();
        answers.done();
    }

    /** Goes on with what waits, as far as the proxy lets it pass. */
    void resume() {
        questions.next();
        answers.next();
    }

    void end() {
        questions.close();
        answers.close();
        proxy.ended(this);
    }

    /** One direction. Each step is taken when the one before is done, and the end of the connection is the last. */
    private final class Way extends SimpleChannelInboundHandler<ByteBuf> {
        private final Queue<Runnable> steps = new ArrayDeque<>();
        private boolean busy;

        /** Null as long as it is not connected. */
        private Channel from;

        void next() {
            if (!busy && !steps.isEmpty() && proxy.passes(number)) {
                busy = true;
                proxy.afterDelay(steps.remove());
            }
        }

        void done() {
            busy = false;
            if (steps.isEmpty()) {
                from.read();
            } else {
                next();
            }
        }

        void close() {
            steps.clear();
            if (from != null) {
                from.close();
            }
        }

        private void then(Runnable step) {
            steps.add(step);
            next();
        }

        private void pass(byte[] piece) {
            Way back = this == questions ? answers : questions;
            back.from.writeAndFlush(Unpooled.wrappedBuffer(piece)).addListener(written -> done());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf read) {
            byte[] piece = ByteBufUtil.getBytes(read);
            then(() -> pass(piece));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            then(Tunnel.this::end);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
