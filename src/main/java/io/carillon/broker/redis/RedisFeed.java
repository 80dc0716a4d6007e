package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Feed;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.carillon.config.RedisConfig;
import io.carillon.metrics.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The listening side: one connection that only subscribes. The client completes a SUBSCRIBE when it is written; here
 * only Redis's own answer counts. Whatever arrives in one turn of the event loop is handed on as one list.
 *
 * <p>It lives by a slow clock of its own: after {@link #PING_AFTER} ticks of silence it asks Redis for a sign of life,
 * after {@link #SILENCE_LIMIT} it gives the connection up. Any message counts as a sign, also because the client takes
 * the answer of a PING for lost when a message comes before it.
 */
final class RedisFeed implements Feed, RedisLink.Owner {
    private static final long TICK_MILLIS = 100;
    private static final long CONFIRM_TICKS = 9;
    private static final int PING_AFTER = 10;
    private static final int SILENCE_LIMIT = 20;
    /** The time in which a new connection has to confirm all earlier channels. */
    private static final long RECOVERY_TICKS = 50;
    /** Channels named by one SUBSCRIBE or UNSUBSCRIBE. */
    private static final int CHUNK = 500;

    private final Context context;
    private final Listener listener;
    private final RedisLink link;
    private final Subscriptions subscriptions;
    private final Payloads payloads;
    private final ForeignPayloads foreign;
    private RedisConnection connection;
    private List<Publication> inbox = new ArrayList<>();
    private boolean flushing;
    private boolean heard;
    private int silence;
    private long tick;
    private long connectedAt;
    private long timer;

    RedisFeed(
            Context context,
            Listener listener,
            RedisConfig config,
            RedisEndpoints endpoints,
            Meters meters,
            DoubleSupplier jitter,
            int maxPayloadBytes) {
        this.context = context;
        this.listener = listener;
        subscriptions = new Subscriptions(config.prefix());
        payloads = new Payloads(maxPayloadBytes);
        foreign = new ForeignPayloads(meters);
        link = new RedisLink(context.owner(), endpoints, meters, jitter, this);
        link.open();
        wind();
    }

    @Override
    public Future<Void> subscribe(ChannelName channel) {
        if (connection == null) {
            return Future.failedFuture(new BrokerUnavailableException("Redis is not connected"));
        }
        Future<Void> confirmed = subscriptions.want(channel, tick + CONFIRM_TICKS);
        flushAtEndOfTurn();
        return confirmed;
    }

    @Override
    public void unsubscribe(ChannelName channel) {
        subscriptions.giveUp(channel);
        flushAtEndOfTurn();
    }

    @Override
    public void onUp(RedisConnection connection) {
        this.connection = connection;
        connectedAt = tick;
        heard = true;
        connection.handler(this::hear);
        subscriptions.connected();
        flushAtEndOfTurn();
    }

    @Override
    public void onDown() {
        connection = null;
        subscriptions.disconnected();
    }

    private void flushAtEndOfTurn() {
        if (!flushing) {
            flushing = true;
            context.runOnContext(this::flush);
        }
    }

    private void flush(Void ignored) {
        flushing = false;
        if (!inbox.isEmpty()) {
            List<Publication> publications = inbox;
            inbox = new ArrayList<>();
            listener.onPublications(publications);
        }
        if (connection != null && subscriptions.hasChanges()) {
            Subscriptions.Changes changes = subscriptions.takeChanges();
            send(Command.UNSUBSCRIBE, changes.unsubscribe());
            send(Command.SUBSCRIBE, changes.subscribe());
        }
    }

    private void send(Command command, List<Buffer> names) {
        for (int from = 0; from < names.size(); from += CHUNK) {
            Request request = Request.cmd(command);
            names.subList(from, Math.min(from + CHUNK, names.size())).forEach(request::arg);
            connection.send(request);
        }
    }

    private void hear(Response response) {
        heard = true;
        if (response == null || !response.isArray() || response.size() < 3) {
            return;
        }
        Buffer name = response.get(1).toBuffer();
        switch (response.get(0).toBuffer().getByte(0)) {
            case 'm' -> receive(name, response.get(2));
            case 's' -> subscriptions.subscribed(name);
            case 'u' -> subscriptions.unsubscribed(name);
            default -> {}
        }
        flushAtEndOfTurn();
    }

    private void receive(Buffer name, Response payload) {
        ChannelName channel = subscriptions.wanted(name);
        if (channel == null) {
            return;
        }
        byte[] bytes = payload.toBytes();
        long now = System.currentTimeMillis();
        Optional<Publication> publication = payloads.read(channel, bytes, now);
        if (publication.isPresent()) {
            inbox.add(publication.get());
        } else {
            foreign.dropped(channel, bytes.length, now);
        }
    }

    /** A timer that is wound again each time: after a pause of the process there is one tick, not all that were missed. */
    private void wind() {
        timer = context.owner().setTimer(TICK_MILLIS, id -> {
            tick();
            wind();
        });
    }

    private void tick() {
        tick++;
        silence = heard ? 0 : silence + 1;
        heard = false;
        if (connection == null) {
            return;
        }
        subscriptions.expire(tick);
        flushAtEndOfTurn();
        if (silence == PING_AFTER) {
            connection.send(Request.cmd(Command.PING)).onSuccess(pong -> heard = true);
        } else if (silence > SILENCE_LIMIT) {
            link.drop("Redis has fallen silent");
        } else if (subscriptions.isRecovering() && tick - connectedAt > RECOVERY_TICKS) {
            link.drop("Redis did not confirm the channels of the earlier connection");
        }
    }

    @Override
    public boolean isUp() {
        return connection != null && !subscriptions.isRecovering();
    }

    @Override
    public Future<Void> close() {
        connection = null;
        context.owner().cancelTimer(timer);
        subscriptions.disconnected();
        inbox.clear();
        return link.close();
    }
}
