package io.carillon.ops.api;

import io.carillon.bus.Command.Action;
import io.carillon.bus.Command.Subscribe;
import io.carillon.bus.Command.Unsubscribe;
import io.carillon.bus.Selection;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Subscriptions that the back end makes and ends, whatever the tokens grant. */
final class SubscriptionCalls {
    private final Steering steering;

    SubscriptionCalls(Steering steering) {
        this.steering = steering;
    }

    List<Endpoint> endpoints() {
        String user = "/api/users/{user}/subscriptions/{channel}";
        String connection = "/api/connections/{id}/subscriptions/{channel}";
        return List.of(
                Endpoint.put(user, call -> ofUser(call, Subscribe::new)),
                Endpoint.delete(user, call -> ofUser(call, Unsubscribe::new)),
                Endpoint.put(connection, call -> ofClient(call, Subscribe::new)),
                Endpoint.delete(connection, call -> ofClient(call, Unsubscribe::new)));
    }

    private Future<Reply> ofUser(Call call, Function<ChannelName, Action> action) {
        return steering.ofMany(Selection.ofUser(call.name("user")), action.apply(call.channel()));
    }

    private Future<Reply> ofClient(Call call, Function<ChannelName, Action> action) {
        return steering.ofClient(call.name("id"), action.apply(call.channel()));
    }
}
