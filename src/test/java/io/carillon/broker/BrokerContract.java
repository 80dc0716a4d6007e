package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the interfaces promise about messages on their way, held by every driver. */
public abstract class BrokerContract extends BrokerFixture {
    private static final int MANY = 2_000;

    @Test
    void whatIsPublishedAfterTheConfirmationArrives() {
        Listening feed = listening();
        Publishing broker = publishing();
        Await.result(feed.subscribe("a"));
        Await.result(broker.publish("a", "1"));
        feed.awaitCount(1);
        assertThat(feed.texts("a")).containsExactly(Publishing.textOf("a", "1"));
    }

    @Test
    void textArrivesByteForByte() {
        Listening feed = listening();
        Await.result(feed.subscribe("a:b#1"));
        String data = "{ \"n\" : 1.50e+3,\t\"s\":\"\\u00e4\u00e4\\/\ud83d\ude00\",\"n\":[ ] }";
        Await.result(publishing().publish("a:b#1", data));
        feed.awaitCount(1);
        assertThat(feed.all().get(0).text()).isEqualTo(Publishing.text("a:b#1", data));
    }

    @Test
    void whoIsExcludedTravelsWithTheMessageInItsOrder() {
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        Await.result(publishing().turn(broker -> {
            broker.publish(new ChannelName("a"), Publishing.text("a", "1"));
            broker.publish(Drafts.passingOne("a", "2", "k3v9-1"));
            return broker.publish(new ChannelName("a"), Publishing.text("a", "3"));
        }));
        feed.awaitCount(3);
        assertThat(feed.texts("a"))
                .containsExactly(Publishing.textOf("a", "1"), Publishing.textOf("a", "2"), Publishing.textOf("a", "3"));
        assertThat(feed.all()).extracting(Publication::exclude).containsExactly(null, "k3v9-1", null);
        assertThat(feed.all()).noneMatch(Publication::hasPosition);
    }

    @Test
    void onlyWantedChannelsArrive() {
        Listening feed = listening();
        Publishing broker = publishing();
        Await.result(feed.subscribe("wanted"));
        Await.result(broker.publish("want", "1"));
        Await.result(broker.publish("wanted.", "2"));
        Await.result(broker.publish("wanted", "3"));
        feed.awaitCount(1);
        assertThat(feed.all()).hasSize(1);
        assertThat(feed.texts("wanted")).containsExactly(Publishing.textOf("wanted", "3"));
    }

    @Test
    void fourPublishersLoseNothingAndKeepTheirOrder() {
        Listening feed = listening();
        Await.result(feed.subscribe("busy"));
        List<Publishing> four = List.of(publishing(), publishing(), publishing(), publishing());
        List<Future<Void>> acknowledged = IntStream.range(0, 4)
                .mapToObj(i -> four.get(i).publishNumbers("busy", "s" + i, MANY))
                .toList();
        Await.result(Future.all(acknowledged));
        feed.awaitCount(4 * MANY);
        List<String> texts = feed.texts("busy");
        for (int i = 0; i < 4; i++) {
            String sender = "s" + i;
            assertThat(texts.stream().filter(text -> text.contains('"' + sender + ' ')))
                    .containsExactlyElementsOf(numbers("busy", sender));
        }
    }

    private static List<String> numbers(String channel, String sender) {
        return IntStream.range(0, MANY)
                .mapToObj(n -> Publishing.textOf(channel, "\"" + sender + " " + n + "\""))
                .toList();
    }

    @Test
    void nothingArrivesAfterUnsubscribe() {
        Listening feed = listening();
        Publishing broker = publishing();
        Await.result(feed.subscribe("a"));
        Await.result(feed.subscribe("marker"));
        feed.unsubscribe("a");
        Await.result(broker.publish("a", "1"));
        Await.result(broker.publish("marker", "2"));
        feed.awaitCount(1);
        assertThat(feed.texts("a")).isEmpty();
    }

    @Test
    void aChannelCanBeSubscribedAgain() {
        Listening feed = listening();
        Publishing broker = publishing();
        Await.result(feed.subscribe("a"));
        feed.unsubscribe("a");
        Await.result(feed.subscribe("a"));
        Await.result(broker.publish("a", "1"));
        feed.awaitCount(1);
        assertThat(feed.texts("a")).containsExactly(Publishing.textOf("a", "1"));
    }

    @Test
    void quickChangesOfMindEndSubscribed() {
        Listening feed = listening();
        Publishing broker = publishing();
        Await.result(feed.turn(raw -> change(raw, 6)));
        Await.result(broker.publish("a", "1"));
        feed.awaitCount(1);
    }

    @Test
    void quickChangesOfMindEndUnsubscribed() {
        Listening feed = listening();
        Publishing broker = publishing();
        Await.result(feed.subscribe("marker"));
        for (int turn = 0; turn < 20; turn++) {
            feed.subscribe("a");
            feed.unsubscribe("a");
        }
        Await.result(broker.publish("a", "1"));
        Await.result(broker.publish("marker", "2"));
        Await.until("the marker", () -> !feed.texts("marker").isEmpty());
        assertThat(feed.texts("a")).isEmpty();
    }

    private static Future<Void> change(Feed feed, int times) {
        for (int i = 0; i < times; i++) {
            feed.subscribe(new ChannelName("a"));
            feed.unsubscribe(new ChannelName("a"));
        }
        return feed.subscribe(new ChannelName("a"));
    }

    @Test
    void aSystemChannelWorksLikeAnyOther() {
        Listening feed = listening();
        Await.result(feed.subscribe("$canary/n1"));
        Await.result(publishing().publish("$canary/n1", "1"));
        feed.awaitCount(1);
    }

    @Test
    void aClosedBrokerTakesNothing() {
        Publishing broker = publishing();
        assertThat(broker.isUp()).isTrue();
        broker.close();
        assertThat(broker.isUp()).isFalse();
        assertThat(Await.failure(broker.publish("a", "1"))).isInstanceOf(BrokerUnavailableException.class);
    }

    @Test
    void aClosedFeedIsDownAndHearsNothing() {
        Listening closed = listening();
        Publishing broker = publishing();
        Await.result(closed.subscribe("a"));
        closed.close();
        assertThat(closed.isUp()).isFalse();
        Listening marker = listening();
        Await.result(marker.subscribe("a"));
        Await.result(broker.publish("a", "1"));
        marker.awaitCount(1);
        assertThat(closed.all()).isEmpty();
    }
}
