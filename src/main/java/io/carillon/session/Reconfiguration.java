package io.carillon.session;

import io.carillon.config.Config;

/**
 * What another configuration means for those who are connected: nobody has to go, but what they may do, and how much, is
 * judged anew. One per event loop.
 */
final class Reconfiguration {
    private final Hub hub;
    private final Coverage coverage;
    private final Namespaces namespaces;
    private final TokenExpiry expiry;
    private final Loop loop;

    Reconfiguration(Hub hub, Coverage coverage, Namespaces namespaces, TokenExpiry expiry, Loop loop) {
        this.hub = hub;
        this.coverage = coverage;
        this.namespaces = namespaces;
        this.expiry = expiry;
        this.loop = loop;
    }

    void take(Config config) {
        loop.limits(config.limits());
        expiry.become(config.auth().leeway(), config.auth().expiryGrace());
        namespaces.become(config.namespaces());
        hub.everyone().all().forEach(this::take);
        hub.channels().forEach(this::take);
    }

    /** Whoever is still subscribed afterwards is so in a namespace that there is. */
    private void take(Connection connection) {
        connection.reload();
        coverage.enforce(connection);
        connection
                .subscriptions()
                .forEach(each -> hub.track(
                        each, namespaces.of(each.channel().name()).options().tracksPresence()));
    }

    /** One that nobody wants any more has its namespace no longer, perhaps. */
    private void take(Subscribers channel) {
        namespaces
                .find(channel.name())
                .ifPresent(found -> channel.policy(found.options().slowConsumer()));
    }
}
