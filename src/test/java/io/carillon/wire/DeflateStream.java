package io.carillon.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A client's two sides of permessage-deflate (RFC 7692 section 7.2), on the JDK's zlib alone. */
final class DeflateStream implements AutoCloseable {
    private static final byte[] TAIL = {0, 0, -1, -1};

    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private final boolean keepsOwnContext;
    private final boolean serverKeepsContext;

    DeflateStream(boolean keepsOwnContext, boolean serverKeepsContext) {
        this.keepsOwnContext = keepsOwnContext;
        this.serverKeepsContext = serverKeepsContext;
    }

    /** Follows what the server agreed to; a window smaller than the JDK's is kept to by using none. */
    static DeflateStream agreed(String extension) {
        DeflateStream stream = new DeflateStream(
                !extension.contains("client_no_context_takeover"), !extension.contains("server_no_context_takeover"));
        if (extension.contains("client_max_window_bits")) {
            stream.deflater.setStrategy(Deflater.HUFFMAN_ONLY);
        }
        return stream;
    }

    /** Whether messages may refer to those before them. */
    boolean keepsOwnContext() {
        return keepsOwnContext;
    }

    byte[] compress(byte[] message) {
        if (!keepsOwnContext) {
            deflater.reset();
        }
        deflater.setInput(message);
        byte[] buffer = new byte[message.length + message.length / 8 + 1024];
        int size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(buffer, size - TAIL.length);
    }

    /** One compressed message in one frame. */
    Frame frame(int opcode, byte[] message) {
        return Frame.of(opcode, compress(message)).withRsv(4);
    }

    byte[] inflate(byte[] payload) throws DataFormatException {
        if (!serverKeepsContext) {
            inflater.reset();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (byte[] part : new byte[][] {payload, TAIL}) {
            inflater.setInput(part);
            for (int size = inflater.inflate(buffer); size > 0; size = inflater.inflate(buffer)) {
                message.write(buffer, 0, size);
            }
        }
        return message.toByteArray();
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
