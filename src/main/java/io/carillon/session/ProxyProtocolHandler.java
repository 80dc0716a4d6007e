package io.carillon.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stands before everything else on a connection of a trusted proxy, takes the PROXY protocol header off, and goes. Nothing
 * is handed on before the header is complete; one that is malformed or missing ends the connection, since guessing would
 * let clients write headers of their own.
 */
final class ProxyProtocolHandler extends ByteToMessageDecoder {
    private final Consumer<InetAddress> told;
    private final Consumer<String> refused;

    /**
     * @param told hears whom the proxy speaks for, unless it speaks for itself
     * @param refused hears what was wrong
     */
    ProxyProtocolHandler(Consumer<InetAddress> told, Consumer<String> refused) {
        this.told = told;
        this.refused = refused;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        try {
            Optional<ProxyProtocol.Header> header = ProxyProtocol.read(in);
            if (header.isPresent()) {
                in.skipBytes(header.get().length());
                header.get().source().ifPresent(address -> {
                    context.channel().attr(ClientAddress.PROXIED).set(address);
                    told.accept(address);
                });
                context.pipeline().remove(this);
            }
        } catch (ProxyProtocol.Malformed malformed) {
            in.skipBytes(in.readableBytes());
            refused.accept(malformed.getMessage());
            context.close();
        }
    }
}
