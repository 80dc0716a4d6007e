package io.carillon.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.channel.Publication;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.List;

/**
 * Proves that the broker carries messages: sends one on a channel of this node alone and sees it come back. Questions
 * that come while a canary is out are answered by that canary. Belongs to one event loop.
 */
final class Canaries {
    private static final byte[] NO_DATA = "null".getBytes(US_ASCII);

    private final ChannelName channel;
    private final Feed feed;
    private final Broker broker;
    private long number;
    private boolean subscribed;
    /** The canary that is out, and who waits for it; both null when there is none. */
    private byte[] out;

    private Promise<Void> back;

    /** @param firstNumber tells the canaries of this life from those of an earlier one; not negative */
    Canaries(String nodeId, Feed feed, Broker broker, long firstNumber) {
        channel = ChannelName.system("canary/" + nodeId);
        this.feed = feed;
        this.broker = broker;
        number = firstNumber;
    }

    /** Completes when exactly that canary has come back; unless the broker fails, it waits to be given up. */
    Future<Void> send() {
        if (back != null) {
            return back.future();
        }
        byte[] canary = MessageText.encode(channel, NO_DATA, 0, NO_DATA.length, null, number++);
        Promise<Void> answer = Promise.promise();
        out = canary;
        back = answer;
        answer.future().onComplete(done -> forget(answer));
        subscribe().compose(ready -> broker.publish(channel, canary)).onFailure(answer::tryFail);
        return answer.future();
    }

    /** Completes when no canary is out. One that is sent then comes behind all that was published before this call. */
    Future<Void> landed() {
        return back == null ? Future.succeededFuture() : back.future().otherwiseEmpty();
    }

    private Future<Void> subscribe() {
        return subscribed
                ? Future.succeededFuture()
                : feed.subscribe(channel).onSuccess(confirmed -> subscribed = true);
    }

    private void forget(Promise<Void> answer) {
        if (back == answer) {
            back = null;
            out = null;
        }
    }

    /** Whether the canary that is out is in what the feed brought. */
    boolean isIn(List<Publication> publications) {
        for (int i = 0; out != null && i < publications.size(); i++) {
            Publication publication = publications.get(i);
            if (publication.channel().equals(channel) && Arrays.equals(publication.text(), out)) {
                return true;
            }
        }
        return false;
    }

    /** The canary that is out has come back. */
    void land() {
        back.tryComplete();
    }

    /** Its time is over. Without effect when that canary is back already. */
    void giveUp(Future<Void> canary) {
        if (back != null && back.future() == canary) {
            back.tryFail(new BrokerUnavailableException("The canary did not come back"));
        }
    }
}
