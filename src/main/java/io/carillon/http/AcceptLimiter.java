package io.carillon.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In the pipeline of a listening socket: closes at once what is accepted beyond the budget of open files, and waits a moment
 * when even accepting fails. One line a minute says so, however many there are.
 */
@ChannelHandler.Sharable
final class AcceptLimiter extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptLimiter.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_MILLIS = 100;

    private final DescriptorBudget budget;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

    AcceptLimiter(DescriptorBudget budget) {
        this.budget = budget;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (!(accepted instanceof Channel socket) || !budget.isCounted(port(context.channel()))) {
            context.fireChannelRead(accepted);
        } else if (budget.take()) {
            socket.closeFuture().addListener(closed -> budget.giveBack());
            context.fireChannelRead(accepted);
        } else {
            socket.unsafe().closeForcibly();
            warn("no open files are left for clients");
        }
    }

    private static int port(Channel listener) {
        return listener.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (!(failure instanceof IOException)) {
            context.fireExceptionCaught(failure);
            return;
        }
        warn(failure.getMessage());
        context.channel().config().setAutoRead(false);
        context.executor()
                .schedule(() -> context.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void warn(String reason) {
        refused.incrementAndGet();
        long now = System.nanoTime();
        long until = quietUntil.get();
        if (until - now <= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
            LOG.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("refused", refused.getAndSet(0))
                    .addKeyValue("openFiles", budget.limit())
                    .log("Connections are refused: raise the limit of open files or lower server.maxConnections");
        }
    }
}
