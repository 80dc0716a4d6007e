package io.carillon.ops.api;

import io.carillon.broker.Broker;
import io.carillon.broker.Draft;
import io.carillon.broker.KeySpace;
import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.channel.Position;
import io.carillon.channel.Retention;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/**
 * Publishes what the API is given. Namespaces that let nobody publish let the API. Only so many publishes are under way at
 * once: a broker that is slow shall not be waited for by ever more. Belongs to one event loop.
 */
final class Publisher {
    static final int MAX_UNDER_WAY = 1_000;

    private final Broker broker;
    private final ChannelRules rules;
    private final Clock clock;
    private int underWay;

    Publisher(Broker broker, ChannelRules rules, Clock clock) {
        this.broker = broker;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Messages to one channel keep the order of the calls.
     *
     * @return the message's position, empty without history; fails within 1 s when the broker does not take it
     * @throws ProtocolException when it is not even tried
     */
    Future<Optional<Position>> publish(ChannelName channel, Message message) {
        Optional<Retention> retention = rules.retention(channel);
        if (underWay >= MAX_UNDER_WAY) {
            throw new ProtocolException(ErrorCode.BROKER_UNAVAILABLE, "Too many publishes are under way");
        }
        underWay++;
        long now = clock.millis();
        byte[] text = MessageText.encode(channel, message.data(), 0, message.data().length, null, now);
        Optional<String> key = message.key().map(KeySpace::ofApi);
        return send(new Draft(channel, text, now, key, retention, message.exclude()))
                .onComplete(done -> underWay--);
    }

    private Future<Optional<Position>> send(Draft draft) {
        boolean plain = draft.retention().isEmpty()
                && draft.key().isEmpty()
                && draft.exclude().isEmpty();
        return plain ? broker.publish(draft.channel(), draft.text()).map(Optional.empty()) : broker.publish(draft);
    }
}
