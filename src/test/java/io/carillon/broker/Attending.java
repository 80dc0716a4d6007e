package io.carillon.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.broker.Step.Kind;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Member;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An open store of members on a loop of its own, with a lease. */
public final class Attending {
    private static final Duration LONG = Duration.ofSeconds(60);

    final String lease;
    private final Loop loop;
    private final PresenceStore store;
    private boolean announced = true;

    public Attending(Loop loop, BrokerDriver driver, String lease) {
        this.loop = loop;
        this.lease = lease;
        store = loop.get(driver::openPresence);
    }

    Attending awaitUp() {
        Await.until("the store is up", this::isUp);
        return this;
    }

    public boolean isUp() {
        return loop.get(context -> store.isUp());
    }

    Attending silent() {
        announced = false;
        return this;
    }

    /** A client {@code user/number} of that user. */
    static Member member(String clientId) {
        String user = clientId.split("/")[0];
        return new Member(clientId, user, text(clientId, user));
    }

    private static String text(String clientId, String user) {
        return "{\"clientId\":\"" + clientId + "\",\"user\":\"" + user + "\",\"info\":{\"n\":1.50, \"s\":\"\u00e4\"}}";
    }

    static String told(String type, String channel, String clientId) {
        String user = clientId.split("/")[0];
        return "{\"type\":\"" + type + "\",\"channel\":\"" + channel + "\","
                + text(clientId, user).substring(1);
    }

    Attending take() {
        Renewal taken = renew(PresenceStore.NO_EPOCH, LONG);
        if (!taken.held() || !taken.lapsed().isEmpty()) {
            throw new AssertionError(taken);
        }
        return this;
    }

    Renewal renew(String epoch, Duration life) {
        return Await.result(loop.ask(context -> store.renew(lease, epoch, life)));
    }

    Renewal renew() {
        return renew(epoch());
    }

    public Renewal renew(String epoch) {
        return renew(epoch, LONG);
    }

    public String epoch() {
        return renew(PresenceStore.NO_EPOCH, LONG).epoch();
    }

    boolean write(String channel, boolean known, Step... steps) {
        return Await.result(writeLater(channel, known, List.of(steps)));
    }

    private Future<Boolean> writeLater(String channel, boolean known, List<Step> steps) {
        return loop.ask(context -> store.write(new Change(lease, new ChannelName(channel), known, announced, steps)));
    }

    /** The failure of a step, which has to fail. */
    public Throwable fails(String channel, Kind kind, String clientId) {
        return Await.failure(writeLater(channel, false, List.of(new Step(kind, member(clientId)))));
    }

    public void step(Kind kind, String channel, String clientId) {
        write(channel, false, new Step(kind, member(clientId)));
    }

    /** Puts many at once, in changes of the greatest size. */
    public void joinAll(String channel, List<String> clients) {
        for (int from = 0; from < clients.size(); from += Change.MAX_STEPS) {
            List<Step> steps = new ArrayList<>();
            clients.subList(from, Math.min(clients.size(), from + Change.MAX_STEPS))
                    .forEach(client -> steps.add(new Step(Kind.JOIN, member(client))));
            Await.result(writeLater(channel, false, steps));
        }
    }

    public Attendance read(String channel) {
        return Await.result(loop.ask(context -> store.read(new ChannelName(channel))));
    }

    Future<Attendance> readLater(String channel) {
        return loop.ask(context -> store.read(new ChannelName(channel)));
    }

    /** Writes and reads in one turn. */
    Attendance writeAndRead(String channel, Step step) {
        return Await.result(loop.ask(context -> {
            store.write(new Change(lease, new ChannelName(channel), false, announced, List.of(step)));
            return store.read(new ChannelName(channel));
        }));
    }

    /** The clients of a channel, sorted. */
    List<String> clients(String channel) {
        JsonArray list = new JsonArray(new String(read(channel).clients(), UTF_8));
        return list.stream()
                .map(each -> ((JsonObject) each).getString("clientId"))
                .sorted()
                .toList();
    }

    long sweep(String lapsed) {
        return Await.result(loop.ask(context -> store.sweep(lapsed, channel -> announced)));
    }

    void retire(Duration rest) {
        Await.result(loop.ask(context -> store.retire(lease, rest)));
    }

    public void close() {
        Await.result(loop.ask(context -> store.close()));
    }
}
