package io.carillon.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Opens sockets, spread over the servers and over source addresses. */
final class Dialer {
    /** With so many addresses of loopback a machine has ports for 400,000 connections to one server. */
    private static final int LOOPBACK_SOURCES = 16;

    /** The largest buffer that Netty's pool keeps at hand for a thread. */
    private static final int READ_BYTES = 32 * 1024;

    private final List<Target> targets;
    private final List<InetSocketAddress> sources;
    private final Bootstrap bootstrap;

    /** @param sources addresses to connect from; none: those of loopback to a server there, otherwise the system's choice */
    Dialer(EventLoopGroup group, List<Target> targets, List<String> sources, Duration timeout) {
        this.targets = targets;
        this.sources = sources.isEmpty() && spreads() ? loopback() : addresses(sources);
        bootstrap = new Bootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .option(ChannelOption.TCP_NODELAY, true);
        if (Epoll.isAvailable()) {
            bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
    }

    /** One event loop, of the best kind that there is. */
    static EventLoopGroup group() {
        IoHandlerFactory factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(1, factory);
    }

    /** Other systems have but one address of loopback. */
    private boolean spreads() {
        return Epoll.isAvailable() && targets.stream().allMatch(Target::isLoopback);
    }

    private static List<InetSocketAddress> loopback() {
        return IntStream.range(0, LOOPBACK_SOURCES)
                .mapToObj(i -> new InetSocketAddress("127.0.0." + (i + 2), 0))
                .toList();
    }

    private static List<InetSocketAddress> addresses(List<String> texts) {
        return texts.stream().map(text -> new InetSocketAddress(text, 0)).toList();
    }

    /**
     * The server for a client's current attempt. After a failure it is the others' turn, for each of the clients of one
     * server in another order, so that they spread over all of them; then its own again.
     */
    Target target(Client client) {
        int size = targets.size();
        int turn = client.attempts % size;
        int away = turn == 0 ? 0 : 1 + (client.number / size + turn) % (size - 1);
        return targets.get((client.number + away) % size);
    }

    /** Connects a client that has a new wire. */
    void dial(Client client, Client.Owner owner) {
        Bootstrap each = bootstrap.clone().handler(client.wire);
        if (!sources.isEmpty()) {
            each.localAddress(sources.get(client.number / targets.size() % sources.size()));
        }
        each.connect(target(client).address()).addListener(done -> {
            if (!done.isSuccess()) {
                boolean aborted = done.cause() instanceof ClosedChannelException;
                owner.ended(
                        client,
                        aborted ? client.wire.why() : "connect: " + done.cause().getMessage());
            }
        });
    }
}
