package io.carillon.ops.api;

import io.carillon.bus.CountsQuestion;
import io.carillon.bus.CountsQuestion.Kind;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.ops.question.ClusterQuestions;
import io.carillon.ops.question.Found;
import io.carillon.protocol.JsonText;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Channels with subscribers, how many these are, and where their histories stand. */
final class ChannelCalls {
    private final ClusterQuestions questions;
    private final ChannelPositions positions;

    ChannelCalls(ClusterQuestions questions, ChannelPositions positions) {
        this.questions = questions;
        this.positions = positions;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/channels", this::list), Endpoint.get("/api/channels/{channel}", this::one));
    }

    private Future<Reply> list(Call call) {
        Paging paging = Paging.of(call);
        String prefix = call.askedName("prefix").orElse("");
        return questions
                .counts(new CountsQuestion(Kind.CHANNELS, prefix, paging.after(), paging.limit()))
                .map(found -> Paging.list(found, ChannelCalls::json));
    }

    private static String json(String channel, int subscribers) {
        return new JsonText()
                .string("channel", channel)
                .number("subscribers", subscribers)
                .endAsText();
    }

    private Future<Reply> one(Call call) {
        ChannelName channel = call.channel();
        Future<Optional<Position>> position = positions.of(channel);
        return questions
                .counts(CountsQuestion.ofOne(Kind.CHANNELS, channel.value()))
                .compose(found -> position.map(where -> one(channel, found, where)));
    }

    private static Reply one(ChannelName channel, Found<Integer> found, Optional<Position> position) {
        return Reply.ok(ChannelReplies.place(channel, position)
                .put("subscribers", found.slice().items().getOrDefault(channel.value(), 0))
                .put("nodes", found.nodes().toJson()));
    }
}
