package io.carillon.bus;

import io.carillon.bus.CountsAnswer.Count;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * Answers the census with fixed numbers, questions with what it was given, and commands with a fixed outcome; it keeps
 * the pulses and commands that it hears.
 */
public final class FakeHub extends VerticleBase {
    public final BlockingQueue<Pulse> pulses = new LinkedBlockingQueue<>();

    private final Bus bus;
    private final int number;
    private final int connections;
    private final int subscriptions;
    private final Set<ChannelName> channels;
    public volatile boolean brokerUp = true;
    public volatile boolean judging = true;
    public final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    public final Map<String, ConnectionDescription> clients = new ConcurrentSkipListMap<>();
    public final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
    public volatile Outcome outcome = Outcome.NOBODY;

    public FakeHub(Bus bus, int number, int connections, int subscriptions, String... channels) {
        this.bus = bus;
        this.number = number;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.channels = Arrays.stream(channels).map(ChannelName::new).collect(Collectors.toSet());
    }

    private Census census() {
        return new Census(connections, subscriptions, channels, brokerUp, judging);
    }

    /** A connection of which all but its name is made up. */
    public static ConnectionDescription connection(String clientId, String userId, Map<String, String> metadata) {
        return new ConnectionDescription(
                clientId, userId, "192.0.2.7", 1_000, List.of("c"), List.of("g"), metadata, 1, 2, 3, 4, 5, 6, 0);
    }

    /** Looks at client and user alone. */
    private ConnectionsAnswer connections(ConnectionsQuestion question) {
        List<ConnectionDescription> found = clients.values().stream()
                .filter(client -> client.clientId().compareTo(question.after()) > 0)
                .filter(client -> question.which().clientId().stream().allMatch(client.clientId()::equals))
                .filter(client -> question.which().userId().stream().allMatch(client.userId()::equals))
                .toList();
        int end = Math.min(found.size(), question.limit());
        return new ConnectionsAnswer(found.subList(0, end), end < found.size());
    }

    private CountsAnswer counts(CountsQuestion question) {
        List<Count> found = counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(question.prefix()))
                .filter(count -> !question.exact() || count.getKey().equals(question.prefix()))
                .filter(count -> count.getKey().compareTo(question.after()) > 0)
                .map(count -> new Count(count.getKey(), count.getValue()))
                .toList();
        int end = Math.min(found.size(), question.limit());
        return new CountsAnswer(found.subList(0, end), end < found.size());
    }

    @Override
    public Future<?> start() {
        bus.answer(Addresses.census(number), question -> Future.succeededFuture(census()));
        bus.listen(Addresses.PULSE, pulses::add);
        bus.answer(Addresses.connections(number), question -> Future.succeededFuture(connections(question)));
        bus.answer(Addresses.counts(number), question -> Future.succeededFuture(counts(question)));
        bus.answer(Addresses.command(number), command -> {
            commands.add(command);
            return Future.succeededFuture(outcome);
        });
        return Future.succeededFuture();
    }
}
