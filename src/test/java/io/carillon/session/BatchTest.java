package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final ByteBuf frames = Unpooled.directBuffer().writeZero(10);
    private final Batch batch =
            new Batch(new ChannelName("a"), SlowConsumer.DISCONNECT, frames, new int[] {4, 10}, 6, null);

    @AfterEach
    void release() {
        frames.release();
    }

    @Test
    void more_than_may_be_pending_takes_no_shortcut() {
        assertThat(batch.mayTakeShortcut(10)).isTrue();
        assertThat(batch.mayTakeShortcut(9)).isFalse();
    }

    @Test
    void each_message_is_a_part_of_the_whole() {
        ByteBuf first = batch.message(0);
        ByteBuf second = batch.message(1);
        assertThat(first.readableBytes()).isEqualTo(4);
        assertThat(second.readableBytes()).isEqualTo(6);
        first.release();
        second.release();
        assertThat(frames.refCnt()).isEqualTo(1);
    }
}
