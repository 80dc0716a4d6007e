package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.channel.ChannelName;
import io.vertx.core.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishQueueTest {
    private final PublishQueue queue = new PublishQueue(3);

    @Test
    void noMoreThanTheBoundIsUnderWay() {
        for (int i = 0; i < 5; i++) {
            queue.offer(publish(i, 10));
        }
        List<PendingPublish> first = queue.next();
        assertThat(first).extracting(PendingPublish::askedAt).containsExactly(0L, 1L, 2L);
        assertThat(queue.next()).isEmpty();
        assertThat(queue.answered(first)).isTrue();
        assertThat(queue.next()).extracting(PendingPublish::askedAt).containsExactly(3L, 4L);
    }

    @Test
    void theOldestIsLookedForUnderWayFirst() {
        assertThat(queue.oldest()).isEmpty();
        queue.offer(publish(1, 10));
        assertThat(queue.oldest()).hasValue(1);
        queue.next();
        queue.offer(publish(2, 10));
        assertThat(queue.oldest()).hasValue(1);
    }

    @Test
    void tooManyAreRefused() {
        for (int i = 0; i < PublishQueue.MAX_WAITING; i++) {
            assertThat(queue.offer(publish(i, 1))).isTrue();
        }
        assertThat(queue.offer(publish(0, 1))).isFalse();
    }

    @Test
    void tooManyBytesAreRefusedUntilSomeAreAnswered() {
        int half = (int) (PublishQueue.MAX_BYTES / 2);
        assertThat(queue.offer(publish(0, half))).isTrue();
        List<PendingPublish> sent = queue.next();
        assertThat(queue.offer(publish(0, half))).isTrue();
        assertThat(queue.offer(publish(0, 1))).isFalse();
        queue.answered(sent);
        assertThat(queue.offer(publish(0, half))).isTrue();
        queue.fail("test");
        assertThat(queue.offer(publish(0, half))).isTrue();
    }

    @Test
    void oneThatIsLargerThanTheBoundIsTakenAlone() {
        int larger = (int) PublishQueue.MAX_BYTES + 1;
        assertThat(queue.offer(publish(0, larger))).isTrue();
        assertThat(queue.offer(publish(0, larger))).isFalse();
    }

    @Test
    void allFailTogetherAndALateAnswerIsNothing() {
        PendingPublish underWay = publish(0, 1);
        PendingPublish waiting = publish(1, 1);
        queue.offer(underWay);
        List<PendingPublish> batch = queue.next();
        queue.offer(waiting);
        queue.fail("lost");
        assertThat(underWay.promise().future().cause()).isInstanceOf(BrokerUnavailableException.class);
        assertThat(waiting.promise().future().cause()).hasMessage("lost");
        assertThat(queue.answered(batch)).isFalse();
        assertThat(queue.oldest()).isEmpty();
    }

    private static PendingPublish publish(long askedAt, int bytes) {
        return new PendingPublish(new ChannelName("a"), new byte[bytes], Promise.promise(), askedAt);
    }
}
