package io.carillon.ops.api;

import io.carillon.broker.Broker;
import io.carillon.broker.Page;
import io.carillon.broker.ReadScheduler;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.vertx.core.Future;
import java.util.Optional;

/** Where the histories of channels stand. */
public final class ChannelPositions {
    private static final Page NOTHING = Page.backFrom(Page.NEWEST, 0);

    private final Broker broker;
    private final ReadScheduler reads;
    private final ChannelRules rules;

    ChannelPositions(Broker broker, ReadScheduler reads, ChannelRules rules) {
        this.broker = broker;
        this.reads = reads;
        this.rules = rules;
    }

    /**
     * Empty for a channel without history.
     *
     * @return fails with {@code BrokerUnavailableException} within 1 s when the broker does not answer
     * @throws io.carillon.protocol.ProtocolException for a channel of a namespace that is not there
     */
    public Future<Optional<Position>> of(ChannelName channel) {
        return rules.retention(channel).isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : reads.read(() -> broker.read(channel, NOTHING)).map(past -> Optional.of(past.top()));
    }
}
