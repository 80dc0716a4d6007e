package io.carillon.ops.api;

import io.carillon.broker.Broker;
import io.carillon.broker.Page;
import io.carillon.broker.ReadScheduler;
import io.carillon.bus.Bus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about the messages of channels: publishing, histories, presence, and the batch, whose requests may be any. Has
 * a broker of its own. Belongs to the event loop of the ops verticle.
 */
public final class MessageCalls {
    /** Readings under way at once, of up to {@link Page#MAX_BYTES} each. */
    private static final int MAX_READS = 8;

    private final Broker broker;
    private final ReadScheduler reads;
    private final ChannelRules rules;
    private final List<Endpoint> endpoints = new ArrayList<>();

    /** @param api where the requests of a batch go; it is not given these endpoints here */
    public MessageCalls(MessageSettings settings, Context context, Bus bus, Api api, ApiErrors errors, Clock clock) {
        broker = settings.driver().openBroker(context);
        reads = new ReadScheduler(context.owner(), MAX_READS, MAX_READS);
        rules = new ChannelRules(settings.namespaces());
        MessageReader reader = new MessageReader(settings.maxMessageSize());
        endpoints.addAll(new PublishCalls(new Publisher(broker, rules, clock), reader, errors).endpoints());
        endpoints.addAll(new HistoryCalls(broker, reads, rules).endpoints());
        endpoints.addAll(new PresenceCalls(bus, reads, rules).endpoints());
        endpoints.addAll(new BatchCalls(api, errors, settings.jsonDepth(), clock).endpoints());
    }

    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** Where histories stand, for those who describe channels. */
    public ChannelPositions positions() {
        return new ChannelPositions(broker, reads, rules);
    }

    /** Whether publishes are taken now, as far as is known. */
    public boolean isUp() {
        return broker.isUp();
    }

    public Future<Void> close() {
        return broker.close();
    }
}
