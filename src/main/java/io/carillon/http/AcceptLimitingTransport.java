package io.carillon.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;

/**
 * Another transport whose listening sockets have an {@link AcceptLimiter}. It is the only place where a socket is seen before it
 * takes part in anything: Vert.x hands it out when its pipeline stands, and with TLS after the handshake.
 */
public final class AcceptLimitingTransport implements io.vertx.core.transport.Transport {
    private final io.vertx.core.transport.Transport other;
    private final AcceptLimiter limiter;

    public AcceptLimitingTransport(io.vertx.core.transport.Transport other, DescriptorBudget budget) {
        this.other = other;
        limiter = new AcceptLimiter(budget);
    }

    @Override
    public String name() {
        return other.name();
    }

    @Override
    public boolean available() {
        return other.available();
    }

    @Override
    public Throwable unavailabilityCause() {
        return other.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return new Limited(other.implementation(), limiter);
    }

    private record Limited(Transport other, AcceptLimiter limiter) implements Transport {
        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            ChannelFactory<? extends ServerChannel> factory = other.serverChannelFactory(domainSocket);
            return () -> {
                ServerChannel channel = factory.newChannel();
                channel.pipeline().addLast(limiter);
                return channel;
            };
        }

        @Override
        public boolean supportsDomainSockets() {
            return other.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return other.supportFileRegion();
        }

        @Override
        public boolean isAvailable() {
            return other.isAvailable();
        }

        @Override
        public Throwable unavailabilityCause() {
            return other.unavailabilityCause();
        }

        @Override
        public java.net.SocketAddress convert(SocketAddress address) {
            return other.convert(address);
        }

        @Override
        public SocketAddress convert(java.net.SocketAddress address) {
            return other.convert(address);
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return other.ioHandlerFactory();
        }

        @Override
        public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
            return other.eventLoopGroup(type, threads, factory, ioRatio);
        }

        @Override
        @SuppressWarnings("deprecation")
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return other.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
            return other.datagramChannelFactory();
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return other.channelFactory(domainSocket);
        }

        @Override
        public void configure(DatagramChannel channel, DatagramSocketOptions options) {
            other.configure(channel, options);
        }

        @Override
        public void configure(TcpConfig options, boolean domainSocket, Bootstrap bootstrap) {
            other.configure(options, domainSocket, bootstrap);
        }

        @Override
        public void configure(TcpConfig options, boolean domainSocket, ServerBootstrap bootstrap) {
            other.configure(options, domainSocket, bootstrap);
        }
    }
}
