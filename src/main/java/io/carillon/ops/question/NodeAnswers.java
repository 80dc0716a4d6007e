package io.carillon.ops.question;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Command;
import io.carillon.bus.ConnectionDescription;
import io.carillon.bus.ConnectionsAnswer;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsAnswer;
import io.carillon.bus.CountsAnswer.Count;
import io.carillon.bus.CountsQuestion;
import io.carillon.cluster.Cluster;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What this node answers when a node, itself included, asks about its connections or has something done to them. */
public final class NodeAnswers {
    /** Characters of JSON after which a page ends, however many connections were asked for. */
    private static final int PAGE_LENGTH = 1 << 20;

    private final Cluster cluster;
    private final Hubs hubs;

    /** @param hubs how many this node has */
    public NodeAnswers(Cluster cluster, Bus bus, int hubs) {
        this.cluster = cluster;
        this.hubs = new Hubs(bus, hubs);
    }

    /** From now on; to be called on the event loop that shall answer. */
    public void begin() {
        cluster.answer(ClusterQuestions.CONNECTIONS, body -> connections(QuestionWire.connections(body)));
        cluster.answer(ClusterQuestions.COUNTS, body -> counts(QuestionWire.counts(body)));
        cluster.answer(ClusterQuestions.COMMAND, body -> command(CommandWire.command(body)));
    }

    private Future<JsonObject> connections(ConnectionsQuestion question) {
        return hubs.ask(Addresses::connections, question).map(heard -> {
            List<Slice<ConnectionDescription>> slices =
                    heard.answers().stream().map(NodeAnswers::slice).toList();
            Slice<ConnectionDescription> all = Slice.merge(slices, question.limit(), (one, same) -> one);
            return SliceWire.encode(new Part<>(shown(all), heard.whole()));
        });
    }

    private Slice<String> shown(Slice<ConnectionDescription> slice) {
        SortedMap<String, String> texts = new TreeMap<>();
        int length = 0;
        for (Map.Entry<String, ConnectionDescription> item : slice.items().entrySet()) {
            if (length > PAGE_LENGTH) {
                return new Slice<>(texts, true);
            }
            String text = ConnectionText.of(item.getValue(), cluster.nodeId());
            texts.put(item.getKey(), text);
            length += text.length();
        }
        return new Slice<>(texts, slice.more());
    }

    private static Slice<ConnectionDescription> slice(ConnectionsAnswer answer) {
        SortedMap<String, ConnectionDescription> items = new TreeMap<>();
        answer.items().forEach(connection -> items.put(connection.clientId(), connection));
        return new Slice<>(items, answer.more());
    }

    private Future<JsonObject> counts(CountsQuestion question) {
        return hubs.ask(Addresses::counts, question).map(heard -> {
            List<Slice<Integer>> slices =
                    heard.answers().stream().map(NodeAnswers::slice).toList();
            Slice<Integer> all = Slice.merge(slices, question.limit(), Integer::sum);
            return SliceWire.encode(new Part<>(all, heard.whole()));
        });
    }

    private static Slice<Integer> slice(CountsAnswer answer) {
        SortedMap<String, Integer> items = new TreeMap<>();
        for (Count count : answer.items()) {
            items.put(count.name(), count.connections());
        }
        return new Slice<>(items, answer.more());
    }

    private Future<JsonObject> command(Command command) {
        return hubs.ask(Addresses::command, command)
                .map(heard -> CommandWire.encode(new Part<>(CommandWire.sum(heard.answers()), heard.whole())));
    }
}
