package io.carillon.ops.api;

import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Publishing to one channel, and to many at once. */
final class PublishCalls {
    static final int MAX_CHANNELS = 100;

    private final Publisher publisher;
    private final MessageReader reader;
    private final ApiErrors errors;

    PublishCalls(Publisher publisher, MessageReader reader, ApiErrors errors) {
        this.publisher = publisher;
        this.reader = reader;
        this.errors = errors;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/channels/{channel}/messages", this::publish, "data", "key", "exclude"),
                Endpoint.post("/api/messages", this::publishToMany, "channels", "data", "key", "exclude"));
    }

    private Future<Reply> publish(Call call) {
        ChannelName channel = call.channel();
        return publisher
                .publish(channel, reader.message(call.body()))
                .map(position -> Reply.ok(ChannelReplies.place(channel, position)));
    }

    /** Each channel has its own fate. */
    private Future<Reply> publishToMany(Call call) {
        List<String> channels = call.body().texts("channels");
        if (channels.isEmpty() || channels.size() > MAX_CHANNELS) {
            throw Call.invalid("channels must have 1 to " + MAX_CHANNELS + " elements");
        }
        if (new HashSet<>(channels).size() < channels.size()) {
            throw Call.invalid("A channel is named twice");
        }
        Message message = reader.message(call.body());
        List<Future<JsonObject>> fates = new ArrayList<>();
        channels.forEach(channel -> fates.add(fate(channel, message)));
        return Future.join(fates).map(done -> Reply.ok(items(fates)));
    }

    private static JsonObject items(List<Future<JsonObject>> fates) {
        Stream<JsonObject> items = fates.stream().map(Future::result);
        return new JsonObject().put("items", new JsonArray(items.toList()));
    }

    private Future<JsonObject> fate(String name, Message message) {
        return Future.succeededFuture()
                .compose(now -> {
                    ChannelName channel = Call.channel(name);
                    return publisher.publish(channel, message).map(position -> ChannelReplies.place(channel, position));
                })
                .otherwise(
                        failure -> errors.reply(failure).body().toJsonObject().put("channel", name));
    }
}
