package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();
    private final List<ByteBuf> all = new ArrayList<>();

    @AfterEach
    void everythingIsReleased() {
        backlog.release();
        assertThat(backlog.bytes()).isZero();
        assertThat(all).allMatch(frames -> frames.refCnt() == 0);
    }

    @Test
    void what_may_not_be_lost_is_kept_in_its_order() {
        add(3, null, SlowConsumer.DISCONNECT);
        add(5, "a", SlowConsumer.DISCONNECT);
        assertThat(backlog.dropOldest()).isFalse();
        assertThat(backlog.bytes()).isEqualTo(8);
        assertThat(polled()).containsExactly(3, 5);
        assertThat(backlog.poll()).isNull();
    }

    @Test
    void the_oldest_that_may_be_lost_go_first_but_never_the_newest() {
        add(1, "a", SlowConsumer.DISCONNECT);
        add(2, "b", SlowConsumer.DROP_OLDEST);
        add(3, "c", SlowConsumer.LATEST);
        add(4, "d", SlowConsumer.DROP_OLDEST);
        assertThat(backlog.dropOldest()).isTrue();
        assertThat(backlog.dropOldest()).isTrue();
        assertThat(backlog.dropOldest()).isFalse();
        assertThat(polled()).containsExactly(1, 4);
    }

    @Test
    void the_latest_takes_the_place_of_its_own_channels_alone() {
        assertThat(add(1, "a", SlowConsumer.LATEST)).isZero();
        assertThat(add(2, "b", SlowConsumer.LATEST)).isZero();
        assertThat(add(3, "a", SlowConsumer.LATEST)).isEqualTo(1);
        assertThat(backlog.bytes()).isEqualTo(5);
        assertThat(polled()).containsExactly(2, 3);
    }

    @Test
    void the_latest_takes_no_place_of_what_was_promised_under_another_policy() {
        add(1, "a", SlowConsumer.DISCONNECT);
        add(2, "a", SlowConsumer.DROP_OLDEST);
        assertThat(add(3, "a", SlowConsumer.LATEST)).isZero();
        assertThat(add(4, "a", SlowConsumer.LATEST)).isEqualTo(1);
        assertThat(polled()).containsExactly(1, 2, 4);
    }

    @Test
    void who_loses_messages_is_told_before_the_next_one_of_that_channel() {
        add(1, "a", SlowConsumer.DROP_OLDEST, 1);
        add(2, "b", SlowConsumer.DISCONNECT);
        add(3, "a", SlowConsumer.DROP_OLDEST, 2);
        add(4, "a", SlowConsumer.DROP_OLDEST, 3);
        backlog.dropOldest();
        backlog.dropOldest();
        assertThat(backlog.pollReset()).isNull();
        assertThat(polledOne()).isEqualTo(2);
        assertThat(backlog.pollReset())
                .asString()
                .isEqualTo("{\"type\":\"reset\",\"channel\":\"a\",\"reason\":\"dropped\","
                        + "\"epoch\":\"e\",\"offset\":2,\"timestamp\":2}");
        assertThat(backlog.pollReset()).isNull();
        assertThat(polled()).containsExactly(4);
    }

    @Test
    void a_channel_of_which_nothing_is_left_is_told_of_too() {
        add(1, "a", SlowConsumer.DROP_OLDEST);
        add(2, "b", SlowConsumer.DISCONNECT);
        backlog.dropOldest();
        assertThat(polledOne()).isEqualTo(2);
        assertThat(backlog.pollReset())
                .asString()
                .isEqualTo("{\"type\":\"reset\",\"channel\":\"a\",\"reason\":\"dropped\"}");
        assertThat(backlog.poll()).isNull();
    }

    @Test
    void what_was_lost_is_told_before_the_end_of_the_subscription() {
        add(1, "a", SlowConsumer.DROP_OLDEST, 1);
        add(2, "b", SlowConsumer.DISCONNECT);
        add(3, "a", SlowConsumer.DISCONNECT);
        backlog.dropOldest();
        assertThat(polledOne()).isEqualTo(2);
        assertThat(backlog.pollReset()).asString().contains("\"channel\":\"a\"", "\"offset\":1,");
        assertThat(polled()).containsExactly(3);
    }

    @Test
    void what_is_lost_of_a_later_subscription_is_told_after_the_end_of_the_former() {
        add(1, "a", SlowConsumer.DISCONNECT);
        add(2, "a", SlowConsumer.DROP_OLDEST, 7);
        add(3, "a", SlowConsumer.DROP_OLDEST, 8);
        backlog.dropOldest();
        assertThat(backlog.pollReset()).isNull();
        assertThat(polledOne()).isEqualTo(1);
        assertThat(backlog.pollReset()).asString().contains("\"offset\":7,");
        assertThat(polled()).containsExactly(3);
    }

    @Test
    void the_latest_leaves_a_gap_in_a_history_alone() {
        add(1, "a", SlowConsumer.LATEST);
        add(1, "a", SlowConsumer.LATEST);
        assertThat(backlog.pollReset()).isNull();
        add(1, "h", SlowConsumer.LATEST, 1);
        add(1, "h", SlowConsumer.LATEST, 2);
        assertThat(polledOne()).isOne();
        assertThat(backlog.pollReset()).asString().contains("\"offset\":1,");
    }

    private int add(int size, String channel, SlowConsumer policy) {
        return add(size, channel, policy, null);
    }

    private void add(int size, String channel, SlowConsumer policy, int offset) {
        add(size, channel, policy, new Position("e", offset, offset));
    }

    private int add(int size, String channel, SlowConsumer policy, Position position) {
        ByteBuf frames = Unpooled.buffer().writeZero(size);
        all.add(frames);
        return backlog.add(frames, channel == null ? null : new ChannelName(channel), policy, position);
    }

    private int polledOne() {
        ByteBuf frames = backlog.poll();
        int size = frames.readableBytes();
        frames.release();
        return size;
    }

    private List<Integer> polled() {
        List<Integer> sizes = new ArrayList<>();
        for (ByteBuf frames = backlog.poll(); frames != null; frames = backlog.poll()) {
            sizes.add(frames.readableBytes());
            frames.release();
        }
        return sizes;
    }
}
