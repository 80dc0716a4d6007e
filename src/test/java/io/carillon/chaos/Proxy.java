package io.carillon.chaos;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A piece of network: what comes in at one port of loopback goes out to another, unless it is told otherwise. At most
 * 256 connections, 16 KB in each direction of each. What it is told holds when the call returns. Needs Linux.
 */
final class Proxy implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final int BYTES = 16 * 1024;

    /**
     * The largest segment in bytes, as on Ethernet. Loopback's are 64 KB, which is more than a full socket has room for
     * when it is read again: Linux then does not send before its persist timer (RFC 9293, 3.8.6.1) ends, after up to
     * several seconds.
     */
    private static final int SEGMENT = 1460;

    /** {@code IPPROTO_TCP} and {@code TCP_MAXSEG} of Linux. */
    private static final ChannelOption<Integer> MAX_SEGMENT = new IntegerUnixChannelOption("TCP_MAXSEG", 6, 2);

    private final EventLoop loop = new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("proxy", true), EpollIoHandler.newFactory())
            .next();
    private final Bootstrap server;
    private final Channel listener;
    private final Runnable dialled;

    /** Only the event loop touches this and what follows. */
    private final Set<Tunnel> tunnels = new HashSet<>();

    private State state = State.OPEN;
    private long delay;

    /** Connections with lower numbers pass nothing. */
    private int stranded;

    private int connections;

    private enum State {
        OPEN,
        /** Nothing passes and nothing is told: what was sent arrives late. */
        FROZEN,
        /** Connections are refused. */
        REFUSING
    }

    /**
     * @param dialled told of each connection that is asked for, on a thread of the proxy's own
     * @throws IOException the port is taken
     */
    Proxy(int port, int target, Runnable dialled) throws IOException {
        this.dialled = dialled;
        server = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .remoteAddress(InetAddress.getLoopbackAddress(), target)
                .option(MAX_SEGMENT, SEGMENT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(BYTES))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false);
        listener = new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(MAX_SEGMENT, SEGMENT)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(BYTES))
                .childOption(ChannelOption.SO_SNDBUF, BYTES)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        accept(client);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    void freeze() {
        tell(() -> state = State.FROZEN);
    }

    /** Ends all connections and takes no others. */
    void refuse() {
        tell(() -> {
            state = State.REFUSING;
            List.copyOf(tunnels).forEach(Tunnel::end);
        });
    }

    /** What is sent on the connections of now arrives late; new ones pass. */
    void strand() {
        tell(() -> stranded = connections);
    }

    /** @param millis that each piece takes in each direction */
    void delay(long millis) {
        tell(() -> delay = millis);
    }

    void open() {
        tell(() -> {
            state = State.OPEN;
            delay = 0;
            stranded = 0;
            List.copyOf(tunnels).forEach(Tunnel::resume);
        });
    }

    private void tell(Runnable change) {
        loop.submit(change).syncUninterruptibly();
    }

    private void accept(Channel client) {
        dialled.run();
        if (state == State.REFUSING || tunnels.size() == MAX_CONNECTIONS) {
            client.close();
            return;
        }
        Tunnel tunnel = new Tunnel(this, connections++, client);
        tunnels.add(tunnel);
        tunnel.resume();
    }

    /** To be called on the event loop, like what follows. */
    boolean passes(int number) {
        return state == State.OPEN && number >= stranded;
    }

    /** Does this when the piece has been under way as long as it has to. */
    void afterDelay(Runnable arrival) {
        if (delay == 0) {
            arrival.run();
        } else {
            loop.schedule(arrival, delay, TimeUnit.MILLISECONDS);
        }
    }

    ChannelFuture connect(ChannelHandler answers) {
        return server.clone().handler(answers).connect();
    }

    void ended(Tunnel tunnel) {
        tunnels.remove(tunnel);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        refuse();
        loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
