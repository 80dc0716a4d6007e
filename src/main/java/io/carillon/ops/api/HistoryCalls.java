package io.carillon.ops.api;

import io.carillon.broker.Broker;
import io.carillon.broker.HistoryRequest;
import io.carillon.broker.Past;
import io.carillon.broker.ReadScheduler;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.protocol.ClientFrameDecoder;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Reading a channel's history, and removing it. */
final class HistoryCalls {
    private static final String PATH = "/api/channels/{channel}/messages";

    private final Broker broker;
    private final ReadScheduler reads;
    private final ChannelRules rules;

    HistoryCalls(Broker broker, ReadScheduler reads, ChannelRules rules) {
        this.broker = broker;
        this.reads = reads;
        this.rules = rules;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get(PATH, this::read), Endpoint.delete(PATH, this::erase));
    }

    private Future<Reply> read(Call call) {
        ChannelName channel = call.channel();
        HistoryRequest request = new HistoryRequest(since(call), limit(call), reverse(call));
        rules.checkHistory(channel);
        return reads.read(() -> broker.read(channel, request.page())).map(past -> reply(channel, request, past));
    }

    private static Reply reply(ChannelName channel, HistoryRequest request, Past past) {
        request.breakIn(past).ifPresent(reason -> {
            throw ProtocolException.unknownPosition(reason);
        });
        return ChannelReplies.history(channel, past.top(), request.messages(past));
    }

    private Future<Reply> erase(Call call) {
        ChannelName channel = call.channel();
        rules.checkHistory(channel);
        return broker.erase(channel).map(top -> Reply.ok(ChannelReplies.place(channel, Optional.of(top))));
    }

    private static int limit(Call call) {
        int most = ClientFrameDecoder.MAX_LIMIT;
        long limit = call.askedNumber("limit").orElse((long) ClientFrameDecoder.DEFAULT_LIMIT);
        if (limit < 1 || limit > most) {
            throw Call.invalid("limit must be a number from 1 to " + most);
        }
        return (int) limit;
    }

    private static boolean reverse(Call call) {
        String text = call.asked("reverse").orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw Call.invalid("reverse must be true or false");
        }
        return text.equals("true");
    }

    private static Optional<Position> since(Call call) {
        Optional<String> epoch = call.asked("epoch");
        Optional<Long> offset = call.askedNumber("offset");
        Optional<Long> timestamp = call.askedNumber("timestamp");
        if (epoch.isEmpty() && offset.isEmpty() && timestamp.isEmpty()) {
            return Optional.empty();
        }
        if (epoch.isEmpty() || offset.isEmpty() || timestamp.isEmpty()) {
            throw Call.invalid("A position has epoch, offset and timestamp");
        }
        try {
            return Optional.of(new Position(epoch.get(), offset.get(), timestamp.get()));
        } catch (IllegalArgumentException wrong) {
            throw Call.invalid("No entry can have this position");
        }
    }
}
