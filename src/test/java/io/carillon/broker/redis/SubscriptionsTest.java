package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionsTest {
    private static final ChannelName A = new ChannelName("a");
    private static final Buffer NAME = Buffer.buffer("p:a");

    private final Subscriptions subscriptions = new Subscriptions("p:");

    @Test
    void aWishIsFulfilledByTheConfirmationAlone() {
        Future<Void> wish = subscriptions.want(A, 9);
        assertThat(commands()).containsExactly("+p:a");
        assertThat(wish.isComplete()).isFalse();
        subscriptions.subscribed(NAME);
        assertThat(wish.succeeded()).isTrue();
        assertThat(commands()).isEmpty();
    }

    @Test
    void aWishTakenBackBeforeItIsSentCostsNothing() {
        Future<Void> wish = subscriptions.want(A, 9);
        subscriptions.giveUp(A);
        assertThat(wish.cause()).isInstanceOf(BrokerUnavailableException.class);
        assertThat(commands()).isEmpty();
        assertThat(subscriptions.wanted(NAME)).isNull();
    }

    @Test
    void aWishTakenBackUnderWayIsUndoneAfterItsConfirmation() {
        subscriptions.want(A, 9);
        commands();
        subscriptions.giveUp(A);
        assertThat(commands()).isEmpty();
        subscriptions.subscribed(NAME);
        assertThat(commands()).containsExactly("-p:a");
    }

    @Test
    void aWishDuringTheUnsubscribeWaitsForItAndIsSentAgain() {
        subscriptions.want(A, 9);
        commands();
        subscriptions.subscribed(NAME);
        subscriptions.giveUp(A);
        assertThat(commands()).containsExactly("-p:a");
        Future<Void> again = subscriptions.want(A, 9);
        assertThat(commands()).isEmpty();
        subscriptions.unsubscribed(NAME);
        assertThat(commands()).containsExactly("+p:a");
        assertThat(again.isComplete()).isFalse();
        subscriptions.subscribed(NAME);
        assertThat(again.succeeded()).isTrue();
    }

    @Test
    void aWishThatIsNotConfirmedInTimeFailsAndIsUndone() {
        Future<Void> wish = subscriptions.want(A, 9);
        commands();
        subscriptions.expire(8);
        assertThat(wish.isComplete()).isFalse();
        subscriptions.expire(9);
        assertThat(wish.cause()).isInstanceOf(BrokerUnavailableException.class);
        assertThat(commands()).containsExactly("-p:a");
        subscriptions.subscribed(NAME);
        subscriptions.unsubscribed(NAME);
        assertThat(commands()).isEmpty();
    }

    @Test
    void aNewWishAfterAnExpiredOneIsNotTakenForConfirmed() {
        subscriptions.want(A, 9);
        commands();
        subscriptions.expire(9);
        Future<Void> again = subscriptions.want(A, 18);
        assertThat(commands()).containsExactly("-p:a");
        subscriptions.subscribed(NAME);
        assertThat(again.isComplete())
                .as("that was the answer to the expired one")
                .isFalse();
        subscriptions.unsubscribed(NAME);
        assertThat(commands()).containsExactly("+p:a");
        subscriptions.subscribed(NAME);
        assertThat(again.succeeded()).isTrue();
    }

    @Test
    void aLostConnectionFailsWhoWaitsAndRecoversWhatWasConfirmed() {
        subscriptions.want(A, 9);
        Future<Void> waiting = subscriptions.want(new ChannelName("b"), 9);
        commands();
        subscriptions.subscribed(NAME);
        subscriptions.disconnected();
        assertThat(waiting.failed()).isTrue();
        subscriptions.connected();
        assertThat(subscriptions.isRecovering()).isTrue();
        assertThat(commands()).containsExactly("+p:a");
        subscriptions.subscribed(NAME);
        assertThat(subscriptions.isRecovering()).isFalse();
    }

    @Test
    void whatIsGivenUpDuringRecoveryIsNotWaitedFor() {
        subscriptions.want(A, 9);
        commands();
        subscriptions.subscribed(NAME);
        subscriptions.disconnected();
        subscriptions.connected();
        subscriptions.giveUp(A);
        assertThat(subscriptions.isRecovering()).isFalse();
        assertThat(commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderOfWishesEndsInTheRightState(long seed) {
        Random random = new Random(seed);
        ArrayDeque<String> underWay = new ArrayDeque<>();
        boolean atRedis = false;
        boolean wanted = false;
        for (int step = 0; step < 2_000; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    if (!wanted) {
                        subscriptions.want(A, step + 5);
                    } else {
                        subscriptions.giveUp(A);
                    }
                    wanted = !wanted;
                }
                case 1 -> underWay.addAll(commands());
                default -> atRedis = answer(underWay, atRedis);
            }
        }
        for (int step = 0; step < 5; step++) {
            underWay.addAll(commands());
            atRedis = answer(underWay, atRedis);
        }
        assertThat(atRedis).isEqualTo(wanted);
        assertThat(subscriptions.wanted(NAME) != null).isEqualTo(wanted);
    }

    @Test
    void aChannelThatRedisLetsGoIsAskedForAgainOnlyWhenMoreIsKnown() {
        subscribe();
        assertThat(subscriptions.unsubscribed(NAME)).isTrue();
        assertThat(subscriptions.isRecovering()).isTrue();
        assertThat(commands()).isEmpty();
        subscriptions.retry();
        assertThat(commands()).containsExactly("+p:a");
        subscriptions.subscribed(NAME);
        assertThat(subscriptions.isRecovering()).isFalse();
    }

    @Test
    void aRefusalIsAboutTheOldestCommandThatItFits() {
        subscriptions.want(A, 9);
        subscriptions.want(new ChannelName("b"), 9);
        assertThat(commands()).containsExactly("+p:a", "+p:b");
        subscriptions.refused(name -> name.equals("p:b"));
        subscriptions.retry();
        assertThat(commands()).containsExactly("+p:b");
    }

    @Test
    void aRefusedUnsubscribeIsDone() {
        subscribe();
        subscriptions.giveUp(A);
        assertThat(commands()).containsExactly("-p:a");
        subscriptions.refused(name -> true);
        subscriptions.want(A, 9);
        assertThat(commands()).containsExactly("+p:a");
    }

    @Test
    void aChannelThatMovesKeepsItsCallerAndIsUnsubscribedHere() {
        Future<Void> caller = subscriptions.want(A, 9);
        commands();
        List<Subscriptions.Wish> wishes = subscriptions.release(channel -> true);
        subscriptions.subscribed(NAME);
        assertThat(commands()).containsExactly("-p:a");
        assertThat(caller.isComplete()).isFalse();

        Subscriptions there = new Subscriptions("p:");
        wishes.forEach(wish -> there.adopt(wish, 9));
        there.takeChanges(10);
        there.subscribed(NAME);
        assertThat(caller.succeeded()).isTrue();
    }

    @Test
    void whatWasHeardElsewhereIsRecoveringUntilItIsConfirmed() {
        subscriptions.adopt(new Subscriptions.Wish(A, null), 9);
        assertThat(subscriptions.isRecovering()).isTrue();
        commands();
        assertThat(subscriptions.isUnanswered()).isTrue();
        subscriptions.subscribed(NAME);
        assertThat(subscriptions.isRecovering()).isFalse();
    }

    @Test
    void aTurnTakesSoManyChangesAtMost() {
        for (int i = 0; i < 12; i++) {
            subscriptions.want(new ChannelName("c" + i), 9);
        }
        assertThat(commands()).hasSize(10);
        assertThat(subscriptions.hasChanges()).isTrue();
        assertThat(commands()).hasSize(2);
    }

    private void subscribe() {
        subscriptions.want(A, 9);
        commands();
        subscriptions.subscribed(NAME);
    }

    private boolean answer(ArrayDeque<String> underWay, boolean before) {
        boolean atRedis = before;
        for (String command = underWay.poll(); command != null; command = underWay.poll()) {
            atRedis = command.startsWith("+");
            if (atRedis) {
                subscriptions.subscribed(NAME);
            } else {
                subscriptions.unsubscribed(NAME);
            }
        }
        return atRedis;
    }

    private List<String> commands() {
        Subscriptions.Changes changes = subscriptions.takeChanges(10);
        List<String> commands = new ArrayList<>();
        changes.unsubscribe().forEach(name -> commands.add("-" + name));
        changes.subscribe().forEach(name -> commands.add("+" + name));
        return commands;
    }
}
