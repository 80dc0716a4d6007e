package io.carillon.ops.api;

import io.carillon.bus.CountsQuestion;
import io.carillon.bus.CountsQuestion.Kind;
import io.carillon.channel.ChannelName;
import io.carillon.ops.question.ClusterQuestions;
import io.carillon.protocol.JsonText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Channels with subscribers, and how many these are. */
final class ChannelCalls {
    private final ClusterQuestions questions;

    ChannelCalls(ClusterQuestions questions) {
        this.questions = questions;
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
        return questions
                .counts(CountsQuestion.ofOne(Kind.CHANNELS, channel.value()))
                .map(found -> {
                    int subscribers = found.slice().items().getOrDefault(channel.value(), 0);
                    return Reply.ok(new JsonObject()
                            .put("channel", channel.value())
                            .put("subscribers", subscribers)
                            .put("nodes", found.nodes().toJson()));
                });
    }
}
