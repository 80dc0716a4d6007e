package io.carillon.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.channel.Position;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An open broker on a loop of its own. */
public final class Publishing {
    private final Loop loop;
    private final Broker broker;

    public Publishing(Loop loop, BrokerDriver driver) {
        this.loop = loop;
        broker = loop.get(driver::openBroker);
    }

    /** Publishes to a channel that nobody uses until the broker takes it. */
    public Publishing awaitUp() {
        Await.until(
                "the broker takes a publish",
                () -> isUp()
                        && Await.result(
                                publish("up", "0").transform(done -> Future.succeededFuture(done.succeeded()))));
        return this;
    }

    public Future<Void> publish(String channel, String data) {
        return loop.ask(context -> broker.publish(new ChannelName(channel), text(channel, data)));
    }

    /** Publishes numbers from 0 in one turn of the loop; completes when all are acknowledged. */
    public Future<Void> publishNumbers(String channel, String sender, int count) {
        return loop.ask(context -> {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(broker.publish(new ChannelName(channel), text(channel, "\"" + sender + " " + i + "\"")));
            }
            return Future.all(all).mapEmpty();
        });
    }

    public Future<Optional<Position>> publish(Draft draft) {
        return loop.ask(context -> broker.publish(draft));
    }

    /** Publishes several in one turn of the loop; the positions come in the order of the drafts. */
    public Future<List<Optional<Position>>> publishAll(List<Draft> drafts) {
        return loop.ask(context -> {
            List<Future<Optional<Position>>> all = new ArrayList<>();
            drafts.forEach(draft -> all.add(broker.publish(draft)));
            return Future.all(all).map(CompositeFuture::list);
        });
    }

    /** Runs several calls within one turn of the loop. */
    public <T> Future<T> turn(Function<Broker, Future<T>> calls) {
        return loop.ask(context -> calls.apply(broker));
    }

    public Past read(String channel, Page page) {
        return Await.result(loop.ask(context -> broker.read(new ChannelName(channel), page)));
    }

    public boolean isUp() {
        return loop.get(context -> broker.isUp());
    }

    public void close() {
        Await.result(loop.ask(context -> broker.close()));
    }

    public static byte[] text(String channel, String data) {
        byte[] json = data.getBytes(UTF_8);
        return MessageText.encode(new ChannelName(channel), json, 0, json.length, null, 1);
    }

    public static String textOf(String channel, String data) {
        return new String(text(channel, data), UTF_8);
    }
}
