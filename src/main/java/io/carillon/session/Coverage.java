package io.carillon.session;

import io.carillon.auth.Permissions;
import io.carillon.channel.ChannelName;
import java.util.List;
import java.util.Optional;

/**
 * Whether what a connection is subscribed to is still covered: its own subscriptions by its token and the options of their
 * namespaces, those that the back end has given it by the mere existence of the namespace.
 */
final class Coverage {
    private final Subscribing subscribing;
    private final Namespaces namespaces;

    Coverage(Subscribing subscribing, Namespaces namespaces) {
        this.subscribing = subscribing;
        this.namespaces = namespaces;
    }

    /** Ends what is not covered any more, what waits for the broker included; the client is told of each. */
    void enforce(Connection connection) {
        for (Subscription each : List.copyOf(connection.subscriptions())) {
            if (!covers(connection, each)) {
                subscribing.end(each, Optional.empty());
            }
        }
    }

    private boolean covers(Connection connection, Subscription subscription) {
        ChannelName name = subscription.channel().name();
        return namespaces
                .find(name)
                .filter(namespace -> subscription.isGiven()
                        || Permissions.maySubscribe(connection.identity().grants(), namespace.options(), name))
                .isPresent();
    }
}
