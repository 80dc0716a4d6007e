package io.carillon.session;

import io.carillon.auth.Identity;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.bus.Command;
import io.carillon.bus.Command.Action;
import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import io.carillon.channel.ChannelName;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out what the back end wants done to a hub's connections. */
final class Steering {
    private static final Optional<Refusal> DONE = Optional.empty();

    private final Hub hub;
    private final Search search;
    private final Subscribing subscribing;
    private final Namespaces namespaces;
    private final Loop loop;

    Steering(Hub hub, Subscribing subscribing, Namespaces namespaces, Loop loop) {
        this.hub = hub;
        search = new Search(hub);
        this.subscribing = subscribing;
        this.namespaces = namespaces;
        this.loop = loop;
    }

    /** Completes when it is done; a subscription waits for the broker. */
    Future<Outcome> carryOut(Command command) {
        List<Connection> meant = meant(command);
        if (command.action() instanceof Command.Subscribe subscribe) {
            return subscribeAll(meant, subscribe.channel());
        }
        Tally tally = new Tally();
        for (Connection each : meant) {
            tally.add(act(each, command.action()));
        }
        return Future.succeededFuture(tally.outcome());
    }

    /** A list of its own, for what is done to one may end it. */
    private List<Connection> meant(Command command) {
        List<Connection> meant = new ArrayList<>();
        Connection except = command.except().map(hub.everyone()::find).orElse(null);
        search.find(command.to(), each -> {
            if (each != except) {
                meant.add(each);
            }
        });
        return meant;
    }

    private Optional<Refusal> act(Connection connection, Action action) {
        if (action instanceof Command.Send send) {
            connection.socket().outbox().text(send.frame());
            return DONE;
        }
        if (action instanceof Command.Disconnect disconnect) {
            connection.socket().close(disconnect.code(), disconnect.reason());
            return DONE;
        }
        if (action instanceof Command.JoinGroup join) {
            return join(connection, join.group());
        }
        if (action instanceof Command.LeaveGroup leave) {
            return leave(connection, leave.group());
        }
        if (action instanceof Command.PutMetadata put) {
            return keep(connection, connection.metadata().with(put.key(), put.json()));
        }
        if (action instanceof Command.RemoveMetadata remove) {
            return remove(connection, remove.key());
        }
        return unsubscribe(connection, ((Command.Unsubscribe) action).channel());
    }

    private Optional<Refusal> join(Connection connection, String group) {
        if (connection.groups().contains(group)) {
            return DONE;
        }
        if (connection.groups().size() >= Identity.MAX_GROUPS) {
            return Optional.of(Refusal.LIMIT);
        }
        connection.join(group);
        hub.everyone().groups().join(connection, group);
        return DONE;
    }

    private Optional<Refusal> leave(Connection connection, String group) {
        if (!connection.groups().contains(group)) {
            return Optional.of(Refusal.ABSENT);
        }
        connection.leave(group);
        hub.everyone().groups().leave(connection, group);
        return DONE;
    }

    private Optional<Refusal> keep(Connection connection, Metadata changed) {
        if (changed.bytes() > loop.limits().metadataBytes()) {
            return Optional.of(Refusal.LIMIT);
        }
        connection.keep(changed);
        return DONE;
    }

    private static Optional<Refusal> remove(Connection connection, String key) {
        if (!connection.metadata().has(key)) {
            return Optional.of(Refusal.ABSENT);
        }
        connection.keep(connection.metadata().without(key));
        return DONE;
    }

    private Optional<Refusal> unsubscribe(Connection connection, ChannelName channel) {
        Subscription subscription = connection.subscription(channel);
        if (subscription == null) {
            return Optional.of(Refusal.ABSENT);
        }
        subscribing.end(subscription, Optional.empty());
        return DONE;
    }

    private Future<Outcome> subscribeAll(List<Connection> meant, ChannelName channel) {
        List<Future<Optional<Refusal>>> all = new ArrayList<>(meant.size());
        meant.forEach(each -> all.add(subscribe(each, channel)));
        return Future.all(all).map(done -> {
            Tally tally = new Tally();
            all.forEach(each -> tally.add(each.result()));
            return tally.outcome();
        });
    }

    /**
     * One that the client has already becomes one that was given to it. Whoever was meant may have ended meanwhile: to
     * subscribe another sends that one what waits, and ends the slow.
     */
    private Future<Optional<Refusal>> subscribe(Connection connection, ChannelName channel) {
        if (connection.isEnded()) {
            return Future.succeededFuture(Optional.of(Refusal.ABSENT));
        }
        Subscription existing = connection.subscription(channel);
        if (existing != null) {
            existing.give();
            return Future.succeededFuture(DONE);
        }
        Promise<Void> answer = Promise.promise();
        try {
            subscribing
                    .begin(connection, namespaces.of(channel), wish(channel, answer))
                    .give();
        } catch (ProtocolException refused) {
            return Future.succeededFuture(Optional.of(reason(refused)));
        }
        return answer.future().map(DONE).recover(Steering::unavailable);
    }

    private static Wish wish(ChannelName channel, Promise<Void> answer) {
        return new Wish(channel, Optional.empty(), Optional.empty(), answer::complete, failure -> {
            answer.fail(failure);
            return null;
        });
    }

    private static Refusal reason(ProtocolException refused) {
        return refused.code() == ErrorCode.UNKNOWN_NAMESPACE ? Refusal.UNKNOWN_NAMESPACE : Refusal.LIMIT;
    }

    private static Future<Optional<Refusal>> unavailable(Throwable failure) {
        return failure instanceof BrokerUnavailableException
                ? Future.succeededFuture(Optional.of(Refusal.BROKER_UNAVAILABLE))
                : Future.failedFuture(failure);
    }
}
