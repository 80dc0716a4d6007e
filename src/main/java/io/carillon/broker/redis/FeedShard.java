package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.channel.ChannelName;
import io.carillon.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * The listening side of one master: one connection that only subscribes. The client completes a SUBSCRIBE when it is
 * written; here only Redis's own answer counts. Where Redis has sharded pub/sub, each channel is subscribed in the classic
 * way too, for the sake of other programs that PUBLISH; nodes do not, so nothing comes twice.
 *
 * <p>It lives by its owner's slow clock: after {@link #PING_AFTER} ticks of silence it asks Redis for a sign of life,
 * after {@link #SILENCE_LIMIT} it gives the connection up. Any message counts as a sign, also because the client takes
 * the answer of a PING for lost when a message comes before it.
 */
final class FeedShard implements RedisLink.Owner {
    /** All is told on the event loop. */
    interface Outlet {
        void onMessage(ChannelName channel, byte[] payload);

        /** {@link #flush} is to be called at the end of the turn. */
        void onChange();

        /** Channels that were lost are heard again. */
        void onReturn();

        /** Redis does not keep a channel at this master: the table of slots may be old. */
        void onRefusal();
    }

    private static final long CONFIRM_TICKS = 9;
    private static final int PING_AFTER = 10;
    private static final int SILENCE_LIMIT = 20;
    /** The time in which Redis has to confirm all earlier channels. */
    private static final int RECOVERY_TICKS = 50;
    /** Channels named by one SUBSCRIBE or UNSUBSCRIBE. */
    private static final int CHUNK = 500;
    /** Channels of which Redis is told in one turn. */
    private static final int CHANGES_PER_TURN = 2_000;

    private final NodeAddress master;
    private final Outlet outlet;
    private final RedisLink link;
    private final Subscriptions subscriptions;
    private RedisConnection connection;
    private boolean away;
    private boolean heard;
    private int silence;
    private int recovering;
    private long tick;

    FeedShard(
            NodeAddress master,
            String prefix,
            Outlet outlet,
            Vertx vertx,
            RedisEndpoints endpoints,
            Meters meters,
            DoubleSupplier jitter) {
        this.master = master;
        this.outlet = outlet;
        subscriptions = new Subscriptions(prefix);
        link = new RedisLink(vertx, endpoints, meters, jitter, this);
        link.open();
    }

    Future<Void> want(ChannelName channel) {
        if (connection == null) {
            return Future.failedFuture(new BrokerUnavailableException("Redis is not connected"));
        }
        Future<Void> confirmed = subscriptions.want(channel, tick + CONFIRM_TICKS);
        outlet.onChange();
        return confirmed;
    }

    void giveUp(ChannelName channel) {
        subscriptions.giveUp(channel);
        outlet.onChange();
    }

    /** Lets go of channels that another master has now. */
    List<Subscriptions.Wish> release(Predicate<ChannelName> leaving) {
        List<Subscriptions.Wish> released = subscriptions.release(leaving);
        if (connection != null && link.isSharded()) {
            List<Buffer> names = released.stream()
                    .map(wish -> subscriptions.name(wish.channel()))
                    .toList();
            send(Command.UNSUBSCRIBE, names, CHUNK);
        }
        outlet.onChange();
        return released;
    }

    /** Takes over what another master had. */
    void adopt(Subscriptions.Wish wish) {
        if (wish.caller() != null && connection == null) {
            wish.caller().tryFail(new BrokerUnavailableException("Redis is not connected"));
            return;
        }
        away |= wish.caller() == null;
        subscriptions.adopt(wish, tick + CONFIRM_TICKS);
        outlet.onChange();
    }

    /** The table of slots was read anew: what was refused here is asked for again. */
    void retry() {
        subscriptions.retry();
        outlet.onChange();
    }

    @Override
    public void onUp(RedisConnection connection) {
        this.connection = connection;
        heard = true;
        connection.handler(this::hear);
        subscriptions.connected();
        outlet.onChange();
    }

    @Override
    public void onDown() {
        connection = null;
        away = true;
        subscriptions.disconnected();
    }

    void flush() {
        if (connection != null && subscriptions.hasChanges()) {
            Subscriptions.Changes changes = subscriptions.takeChanges(CHANGES_PER_TURN);
            send(Command.UNSUBSCRIBE, changes.unsubscribe(), CHUNK);
            send(Command.SUBSCRIBE, changes.subscribe(), CHUNK);
            if (link.isSharded()) {
                send(Command.SUNSUBSCRIBE, changes.unsubscribe(), 1);
                send(Command.SSUBSCRIBE, changes.subscribe(), 1);
            }
            if (subscriptions.hasChanges()) {
                outlet.onChange();
            }
        }
    }

    /** @param chunk names for one command; those of several slots cannot share one of sharded pub/sub */
    private void send(Command command, List<Buffer> names, int chunk) {
        for (int from = 0; from < names.size(); from += chunk) {
            Request request = Request.cmd(command);
            names.subList(from, Math.min(from + chunk, names.size())).forEach(request::arg);
            connection.send(request);
        }
    }

    private void hear(Response response) {
        heard = true;
        if (response != null && response.type() == ResponseType.ERROR) {
            refused(response.toString());
        } else if (response != null && isPush(response)) {
            Buffer name = response.get(1).toBuffer();
            hear(response.get(0).toString(), name, response.get(2));
        }
        tellOfReturn();
        outlet.onChange();
    }

    /** The answer to a ping is none, and may come here when it is late. */
    private static boolean isPush(Response response) {
        boolean array = response.type() == ResponseType.MULTI || response.type() == ResponseType.PUSH;
        return array && response.size() >= 3;
    }

    /** What sharded pub/sub has confirmed counts where there is one; the classic way was asked for before it. */
    private void hear(String word, Buffer name, Response third) {
        switch (word) {
            case "message", "smessage" -> receive(name, third);
            case "ssubscribe" -> subscriptions.subscribed(name);
            case "sunsubscribe" -> unsubscribed(name);
            case "subscribe" -> {
                if (!link.isSharded()) {
                    subscriptions.subscribed(name);
                }
            }
            case "unsubscribe" -> {
                if (!link.isSharded()) {
                    unsubscribed(name);
                }
            }
            default -> {}
        }
    }

    private void receive(Buffer name, Response payload) {
        ChannelName channel = subscriptions.wanted(name);
        if (channel != null) {
            outlet.onMessage(channel, payload.toBytes());
        }
    }

    /** Unasked, it means that the master has lost the slot. */
    private void unsubscribed(Buffer name) {
        if (subscriptions.unsubscribed(name)) {
            away = true;
            outlet.onRefusal();
        }
    }

    /** Of sharded pub/sub; a classic channel that is refused fails with its deadline, since no table would mend it. */
    private void refused(String error) {
        link.refused("subscribe", error);
        if (!link.isSharded()) {
            return;
        }
        Optional<Redirection> redirection = Redirection.read(error, master);
        subscriptions.refused(name ->
                redirection.isEmpty() || HashSlot.of(name) == redirection.get().slot());
        outlet.onRefusal();
    }

    /** All that was heard before is heard again. */
    private void tellOfReturn() {
        if (away && isUp()) {
            away = false;
            outlet.onReturn();
        }
    }

    /** To be called ten times in a second. */
    void tick() {
        tick++;
        silence = heard ? 0 : silence + 1;
        heard = false;
        if (connection == null) {
            return;
        }
        subscriptions.expire(tick);
        tellOfReturn();
        outlet.onChange();
        recovering = subscriptions.isRecovering() ? recovering + 1 : 0;
        if (silence == PING_AFTER) {
            connection.send(Request.cmd(Command.PING)).onComplete(pong -> heard = true, this::pingFailed);
        } else if (silence > SILENCE_LIMIT) {
            link.drop("Redis has fallen silent");
        } else if (recovering > RECOVERY_TICKS && subscriptions.isUnanswered()) {
            link.drop("Redis did not confirm earlier channels");
        }
    }

    /** An error is an answer too: while Redis cannot save to disk, or is loading, it answers a ping with one. */
    private void pingFailed(Throwable failure) {
        if (RedisLink.isAnswer(failure)) {
            heard = true;
            link.refused("ping", failure.getMessage());
        }
    }

    boolean isUp() {
        return connection != null && !subscriptions.isRecovering();
    }

    Future<Void> close() {
        connection = null;
        subscriptions.disconnected();
        return link.close();
    }
}
