package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerUnavailableException;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommandQueueTest {
    private static final Request PING = Request.cmd(Command.PING);

    private final CommandQueue queue = new CommandQueue(3);

    @Test
    void noMoreThanTheBoundIsUnderWay() {
        for (int i = 0; i < 5; i++) {
            queue.offer(publish(i, 10));
        }
        List<PendingCommand<?>> first = queue.next();
        assertThat(first).extracting(PendingCommand::askedAt).containsExactly(0L, 1L, 2L);
        assertThat(queue.next()).isEmpty();
        assertThat(queue.answered(first)).isTrue();
        assertThat(queue.next()).extracting(PendingCommand::askedAt).containsExactly(3L, 4L);
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
        for (int i = 0; i < CommandQueue.MAX_WAITING; i++) {
            assertThat(queue.offer(publish(i, 1))).isTrue();
        }
        assertThat(queue.offer(publish(0, 1))).isFalse();
    }

    @Test
    void tooManyBytesAreRefusedUntilSomeAreAnswered() {
        int half = (int) (CommandQueue.MAX_BYTES / 2);
        assertThat(queue.offer(publish(0, half))).isTrue();
        List<PendingCommand<?>> sent = queue.next();
        assertThat(queue.offer(publish(0, half))).isTrue();
        assertThat(queue.offer(publish(0, 1))).isFalse();
        queue.answered(sent);
        assertThat(queue.offer(publish(0, half))).isTrue();
        queue.fail("test");
        assertThat(queue.offer(publish(0, half))).isTrue();
    }

    @Test
    void whatHasWaitedTooLongFailsAndMakesRoom() {
        int quarter = (int) (CommandQueue.MAX_BYTES / 4);
        List<PendingCommand<Void>> five =
                LongStream.range(0, 5).mapToObj(i -> publish(i, quarter)).toList();
        five.subList(0, 4).forEach(queue::offer);
        queue.next();
        queue.giveUpWaiting(2);
        assertThat(five.get(3).promise().future().isComplete()).isFalse();
        assertThat(queue.offer(five.get(4))).isFalse();
        queue.giveUpWaiting(3);
        assertThat(five.get(3).promise().future().cause()).isInstanceOf(BrokerUnavailableException.class);
        assertThat(five.get(2).promise().future().isComplete()).isFalse();
        assertThat(queue.offer(five.get(4))).isTrue();
    }

    @Test
    void whatIsLateUnderWayFailsAndKeepsItsPlaceAndItsBytes() {
        int half = (int) (CommandQueue.MAX_BYTES / 2);
        List<PendingCommand<Void>> three = List.of(publish(1, half), publish(2, half), publish(3, 1));
        three.subList(0, 2).forEach(queue::offer);
        List<PendingCommand<?>> sent = queue.next();
        queue.giveUpLate(1);
        assertThat(three.get(0).promise().future().cause()).isInstanceOf(BrokerUnavailableException.class);
        assertThat(three.get(1).promise().future().isComplete()).isFalse();
        assertThat(queue.oldest()).hasValue(2);
        assertThat(queue.nextAnswer()).hasValue(1);
        assertThat(queue.offer(three.get(2))).isFalse();
        assertThat(queue.answered(sent)).isTrue();
        sent.forEach(command -> command.answered(null));
        assertThat(three.get(0).promise().future().failed()).isTrue();
        assertThat(three.get(1).promise().future().succeeded()).isTrue();
        assertThat(queue.offer(three.get(2))).isTrue();
    }

    @Test
    void oneThatIsLargerThanTheBoundIsTakenAlone() {
        int larger = (int) CommandQueue.MAX_BYTES + 1;
        assertThat(queue.offer(publish(0, larger))).isTrue();
        assertThat(queue.offer(publish(0, larger))).isFalse();
    }

    @Test
    void allFailTogetherAndALateAnswerIsNothing() {
        PendingCommand<?> underWay = publish(0, 1);
        PendingCommand<?> waiting = publish(1, 1);
        queue.offer(underWay);
        List<PendingCommand<?>> batch = queue.next();
        queue.offer(waiting);
        queue.fail("lost");
        assertThat(underWay.promise().future().cause()).isInstanceOf(BrokerUnavailableException.class);
        assertThat(waiting.promise().future().cause()).hasMessage("lost");
        assertThat(queue.answered(batch)).isFalse();
        assertThat(queue.oldest()).isEmpty();
    }

    @Test
    void oneWhoseAnswerMattersIsABatchOfItsOwnInItsPlace() {
        PendingCommand<?> first = publish(0, 1);
        PendingCommand<?> question = new PendingCommand<>("ping", PING, 1, Function.identity(), Promise.promise(), 0);
        PendingCommand<?> last = publish(0, 1);
        List.of(first, question, last).forEach(queue::offer);
        assertThat(queue.next()).containsExactly(first);
        assertThat(queue.next()).containsExactly(question);
        assertThat(queue.next()).containsExactly(last);
        assertThat(queue.next()).isEmpty();
    }

    private static PendingCommand<Void> publish(long askedAt, int bytes) {
        return new PendingCommand<>("ping", PING, bytes, null, Promise.promise(), askedAt);
    }
}
