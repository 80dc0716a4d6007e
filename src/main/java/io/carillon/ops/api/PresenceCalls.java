package io.carillon.ops.api;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.ReadScheduler;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.channel.ChannelName;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Who is in a channel. */
final class PresenceCalls {
    /** Less than the promised second, for the answer's way back. */
    private static final Duration DEADLINE = Duration.ofMillis(950);

    private final Bus bus;
    private final ReadScheduler reads;
    private final ChannelRules rules;

    PresenceCalls(Bus bus, ReadScheduler reads, ChannelRules rules) {
        this.bus = bus;
        this.reads = reads;
        this.rules = rules;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/channels/{channel}/presence", this::presence));
    }

    private Future<Reply> presence(Call call) {
        ChannelName channel = call.channel();
        if (!rules.of(channel).tracksPresence()) {
            throw new ProtocolException(ErrorCode.NOT_FOUND, "The members of the channel are not kept");
        }
        return reads.read(() -> bus.ask(Addresses.ATTENDANCE, channel, DEADLINE))
                .recover(silence -> Future.failedFuture(new BrokerUnavailableException(silence.getMessage())))
                .map(attendance -> ChannelReplies.presence(channel, attendance));
    }
}
