package io.carillon.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands a word over as it is. Words never leave the process, so there is no wire form. */
final class ReferenceCodec implements MessageCodec<Word, Word> {
    static final String NAME = "carillon.reference";

    @Override
    public void encodeToWire(Buffer buffer, Word word) {
        throw new UnsupportedOperationException("words stay in the process");
    }

    @Override
    public Word decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("words stay in the process");
    }

    @Override
    public Word transform(Word word) {
        return word;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
