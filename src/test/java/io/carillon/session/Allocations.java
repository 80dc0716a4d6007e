package io.carillon.session;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.ArrayList;
import java.util.List;

/** An allocator that remembers all it gave, so that a test sees what was not given back. */
final class Allocations extends AbstractByteBufAllocator {
    private final List<ByteBuf> all = new ArrayList<>();

    /** How many buffers were not released. */
    long held() {
        return all.stream().filter(buffer -> buffer.refCnt() > 0).count();
    }

    /** How many buffers there have been. */
    int count() {
        return all.size();
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return remembered(new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity));
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return remembered(new UnpooledDirectByteBuf(this, initialCapacity, maxCapacity));
    }

    private ByteBuf remembered(ByteBuf buffer) {
        all.add(buffer);
        return buffer;
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
