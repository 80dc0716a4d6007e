package io.carillon.session;

import io.carillon.bus.ConnectionsAnswer;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsAnswer;
import io.carillon.bus.CountsAnswer.Count;
import io.carillon.bus.CountsQuestion;
import io.carillon.channel.ChannelName;
import java.util.Comparator;

/** Answers what is asked about a hub's connections, channels and groups, a page at a time. */
final class Directory {
    private final Hub hub;
    private final Search search;

    Directory(Hub hub) {
        this.hub = hub;
        search = new Search(hub);
    }

    /** Connections are numbered in the order of their client ids, and only those of the page are looked at closely. */
    ConnectionsAnswer answer(ConnectionsQuestion question) {
        long first = hub.everyone().clientIds().firstBehind(question.after());
        Smallest<Connection> page = new Smallest<>(question.limit(), Comparator.comparingLong(Connection::number));
        search.find(question.which(), each -> {
            if (each.number() >= first) {
                page.offer(each);
            }
        });
        return new ConnectionsAnswer(
                page.inOrder().stream().map(Connection::describe).toList(), page.isMore());
    }

    CountsAnswer answer(CountsQuestion question) {
        Smallest<Count> page = new Smallest<>(question.limit(), Comparator.comparing(Count::name));
        switch (question.kind()) {
            case CHANNELS -> countChannels(question, page);
            case GROUPS -> countGroups(question, page);
        }
        return new CountsAnswer(page.inOrder(), page.isMore());
    }

    /** A channel of which only subscriptions exist that wait for the broker has nobody yet. */
    private void countChannels(CountsQuestion question, Smallest<Count> page) {
        if (question.exact()) {
            ChannelName.parse(question.prefix())
                    .ifPresent(name ->
                            offer(question, name.value(), hub.subscribers(name).size(), page));
        } else {
            hub.forEachChannel((name, subscribers) -> offer(question, name.value(), subscribers, page));
        }
    }

    private void countGroups(CountsQuestion question, Smallest<Count> page) {
        Groups groups = hub.everyone().groups();
        if (question.exact()) {
            offer(question, question.prefix(), groups.members(question.prefix()).size(), page);
        } else {
            groups.forEach((name, members) -> offer(question, name, members, page));
        }
    }

    private static void offer(CountsQuestion question, String name, int connections, Smallest<Count> page) {
        if (connections > 0 && name.startsWith(question.prefix()) && name.compareTo(question.after()) > 0) {
            page.offer(new Count(name, connections));
        }
    }
}
