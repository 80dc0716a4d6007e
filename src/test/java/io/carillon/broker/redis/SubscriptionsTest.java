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
        Subscriptions.Changes changes = subscriptions.takeChanges();
        List<String> commands = new ArrayList<>();
        changes.unsubscribe().forEach(name -> commands.add("-" + name));
        changes.subscribe().forEach(name -> commands.add("+" + name));
        return commands;
    }
}
