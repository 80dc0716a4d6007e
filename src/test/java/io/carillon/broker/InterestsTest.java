package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterestsTest {
    private static final ChannelName A = new ChannelName("a");
    private static final ChannelName B = new ChannelName("b");
    private static final BrokerUnavailableException AWAY = new BrokerUnavailableException("away");

    private final FakeFeed feed = new FakeFeed();
    private final List<ChannelName> gone = new ArrayList<>();
    private final List<ChannelName> heard = new ArrayList<>();
    private final Interests interests = new Interests(feed, heard::add, gone::add);

    @Test
    void theFirstHubSubscribesAndOthersWaitForTheSameConfirmation() {
        Future<Void> first = interests.add(0, A);
        Future<Void> second = interests.add(1, A);
        assertThat(feed.calls).containsExactly("+a");
        assertThat(second.isComplete()).isFalse();
        feed.subscribes.get(0).complete();
        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
        assertThat(interests.add(2, A).succeeded()).isTrue();
    }

    @Test
    void onlyTheLastReleaseUnsubscribes() {
        interests.add(0, A);
        interests.add(5, A);
        interests.remove(0, A);
        interests.remove(0, A);
        assertThat(feed.calls).containsExactly("+a");
        assertThat(gone).isEmpty();
        interests.remove(5, A);
        assertThat(feed.calls).containsExactly("+a", "-a");
        assertThat(gone).containsExactly(A);
    }

    @Test
    void aHubThatAsksTwiceIsOneHub() {
        interests.add(0, A);
        interests.add(0, A);
        interests.remove(0, A);
        assertThat(feed.calls).containsExactly("+a", "-a");
    }

    @Test
    void aReleaseOfWhatNobodyWantsIsNothing() {
        interests.remove(0, A);
        assertThat(feed.calls).isEmpty();
    }

    @Test
    void afterAFailureNobodyWantsTheChannelAndTheNextOneAsksAgain() {
        Future<Void> first = interests.add(0, A);
        Future<Void> second = interests.add(1, A);
        feed.subscribes.get(0).fail(AWAY);
        assertThat(first.cause()).isSameAs(AWAY);
        assertThat(second.cause()).isSameAs(AWAY);
        interests.remove(0, A);
        interests.add(1, A);
        assertThat(feed.calls).containsExactly("+a", "+a");
        assertThat(routed(A)).containsExactly("1:[a]");
    }

    @Test
    void aReleaseBeforeTheConfirmationAndANewWishAreTwoSubscriptions() {
        Future<Void> old = interests.add(0, A);
        interests.remove(0, A);
        Future<Void> wish = interests.add(1, A);
        assertThat(feed.calls).containsExactly("+a", "-a", "+a");
        feed.subscribes.get(0).fail(AWAY);
        assertThat(old.failed()).isTrue();
        assertThat(routed(A))
                .as("the old failure takes nothing from the new wish")
                .containsExactly("1:[a]");
        feed.subscribes.get(1).complete();
        assertThat(wish.succeeded()).isTrue();
    }

    @Test
    void aFailureAtOnceLeavesNothingBehind() {
        Interests refused = new Interests(
                new FakeFeed() {
                    @Override
                    public Future<Void> subscribe(ChannelName channel) {
                        return Future.failedFuture(AWAY);
                    }
                },
                heard::add,
                gone::add);
        assertThat(refused.add(0, A).cause()).isSameAs(AWAY);
        List<String> routed = new ArrayList<>();
        refused.route(List.of(publication(A)), (hub, list) -> routed.add("any"));
        assertThat(routed).isEmpty();
    }

    @Test
    void aHubThatBeginsAgainWantsNothing() {
        interests.add(0, A);
        interests.add(0, B);
        interests.add(1, B);
        interests.removeAll(0);
        assertThat(feed.calls).containsExactly("+a", "+b", "-a");
        assertThat(gone).containsExactly(A);
        assertThat(routed(A, B)).containsExactly("1:[b]");
    }

    @Test
    void eachHubGetsItsPartOfABatchAsOneListInOrder() {
        interests.add(0, A);
        interests.add(3, A);
        interests.add(3, B);
        assertThat(routed(A, B, new ChannelName("other"), A)).containsExactly("0:[a, a]", "3:[a, b, a]");
    }

    private List<String> routed(ChannelName... channels) {
        List<Publication> batch = new ArrayList<>();
        for (ChannelName channel : channels) {
            batch.add(publication(channel));
        }
        List<String> routed = new ArrayList<>();
        interests.route(
                batch,
                (hub, list) -> routed.add(
                        hub + ":" + list.stream().map(Publication::channel).toList()));
        return routed;
    }

    private static Publication publication(ChannelName channel) {
        return new Publication(channel, Publishing.text(channel.value(), "1"));
    }
}
