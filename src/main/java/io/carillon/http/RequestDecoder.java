package io.carillon.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * Reads requests one step at a time, and only while somebody wants the next: what was sent ahead stays bytes, since a
 * request that waits takes fifty times the memory of its bytes. Stricter than Netty's where RFC 9112 lets a server choose: folded
 * lines, and a length beside {@code Transfer-Encoding}, are errors.
 */
final class RequestDecoder extends HttpRequestDecoder {
    /** Who takes what was read. */
    interface Reader {
        /** Whether the next step is wanted now. */
        boolean wants();

        /** Whether nothing will ever be wanted again. */
        boolean isClosing();

        /** Bytes came that nobody will look at. */
        void discarded(int bytes);

        /** Bytes came; so many of all wait to be read. */
        void came(int waiting);
    }

    private final int maxHeaderSize;
    private final Reader reader;
    private boolean inHead = true;
    private boolean afterLineFeed;
    private boolean folded;
    private int headBytes;
    private boolean stepping;

    /** @param maxHeaderSize bytes of request line and headers together */
    RequestDecoder(int maxHeaderSize, Reader reader) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(maxHeaderSize)
                .setMaxHeaderSize(maxHeaderSize)
                .setStrictLineParsing(true));
        this.maxHeaderSize = maxHeaderSize;
        this.reader = reader;
        setSingleDecode(true);
    }

    /** Whether part of a head has come. */
    boolean isAmidHead() {
        return inHead && (headBytes > 0 || actualReadableBytes() > 0);
    }

    /** Goes on with bytes that wait, now that the reader wants more. */
    void resume(ChannelHandlerContext context) throws Exception {
        if (!stepping && actualReadableBytes() > 0) {
            super.channelRead(context, Unpooled.EMPTY_BUFFER);
            context.fireChannelReadComplete();
        }
    }

    int waiting() {
        return actualReadableBytes();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object input) throws Exception {
        if (reader.isClosing() && input instanceof ByteBuf bytes) {
            int length = bytes.readableBytes();
            bytes.release();
            reader.discarded(length);
            return;
        }
        super.channelRead(context, input);
        if (!context.isRemoved()) {
            reader.came(actualReadableBytes());
        }
    }

    @Override
    protected void callDecode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        stepping = true;
        try {
            boolean progress = true;
            while (progress && reader.wants() && in.isReadable()) {
                int start = in.readerIndex();
                super.callDecode(context, in, out);
                progress = in.readerIndex() != start || !out.isEmpty();
                handOn(context, out);
                if (context.isRemoved()) {
                    return;
                }
            }
        } finally {
            stepping = false;
        }
    }

    /** The first of them may replace this decoder; what else it has made is of no use then. */
    private static void handOn(ChannelHandlerContext context, List<Object> out) {
        for (Object each : out) {
            if (context.isRemoved()) {
                ReferenceCountUtil.release(each);
            } else {
                context.fireChannelRead(each);
            }
        }
        out.clear();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int start = in.readerIndex();
        super.decode(context, in, out);
        if (inHead) {
            readHead(in, start);
        }
        for (Object each : out) {
            if (each instanceof HttpRequest request) {
                endHead(request);
            }
            inHead = each instanceof LastHttpContent;
        }
    }

    private void readHead(ByteBuf in, int start) {
        headBytes += in.readerIndex() - start;
        for (int i = start; i < in.readerIndex() && headBytes <= 2 * maxHeaderSize; i++) {
            byte next = in.getByte(i);
            folded |= afterLineFeed && (next == ' ' || next == '\t');
            afterLineFeed = next == '\n';
        }
    }

    private void endHead(HttpRequest request) {
        if (request.decoderResult().isSuccess() && headBytes > maxHeaderSize) {
            request.setDecoderResult(DecoderResult.failure(new TooLongHttpHeaderException("head")));
        } else if (request.decoderResult().isSuccess() && folded) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("folded line")));
        }
        headBytes = 0;
        folded = false;
        afterLineFeed = false;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
    }
}
