package io.carillon.ops.question;

import io.carillon.bus.Command;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsQuestion;
import io.carillon.bus.Outcome;
import io.carillon.bus.Selection;
import io.carillon.cluster.Answers;
import io.carillon.cluster.Cluster;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all nodes, and puts together what they answer within {@link Answers#DEADLINE}. A node that does not answer, or
 * whose answer cannot be read, is missing from {@link Nodes#answered}. No question ever fails.
 */
public final class ClusterQuestions {
    /** Most items of a page. */
    public static final int MAX_LIMIT = 1000;

    static final String CONNECTIONS = "connections";
    static final String COUNTS = "counts";
    static final String COMMAND = "command";
    private static final Logger LOG = LoggerFactory.getLogger(ClusterQuestions.class);

    private final Cluster cluster;

    public ClusterQuestions(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Connections as JSON text by their client ids. */
    public Future<Found<String>> connections(ConnectionsQuestion question) {
        return cluster.ask(CONNECTIONS, QuestionWire.encode(question)).map(answers -> connections(question, answers));
    }

    /** The connection with this client id, or none. */
    public Future<Found<String>> connection(String clientId) {
        return connections(new ConnectionsQuestion(Selection.ofClient(clientId), "", 1));
    }

    /** The connections of one node; a node that is no member is not asked. */
    public Future<Found<String>> connections(String node, ConnectionsQuestion question) {
        return cluster.ask(node, CONNECTIONS, QuestionWire.encode(question))
                .map(answers -> connections(question, answers));
    }

    /** Names, and how many connections of all nodes have each. */
    public Future<Found<Integer>> counts(CountsQuestion question) {
        return cluster.ask(COUNTS, QuestionWire.encode(question))
                .map(answers -> found(
                        answers,
                        question.limit(),
                        json -> SliceWire.decode(json, question.after(), question.limit(), Integer.class::cast),
                        Integer::sum));
    }

    /** Has a command carried out wherever the connections are. It may have been, too, where no answer came in time. */
    public Future<Told> command(Command command) {
        return cluster.ask(COMMAND, CommandWire.encode(command)).map(answers -> {
            Gathered<Outcome> gathered = gather(answers, CommandWire::outcome);
            return new Told(CommandWire.sum(gathered.items()), gathered.nodes());
        });
    }

    private static Found<String> connections(ConnectionsQuestion question, Answers answers) {
        return found(
                answers,
                question.limit(),
                json -> SliceWire.decode(json, question.after(), question.limit(), String.class::cast),
                (one, same) -> one);
    }

    private static <T> Found<T> found(
            Answers answers, int limit, Function<JsonObject, Part<Slice<T>>> read, BinaryOperator<T> sum) {
        Gathered<Slice<T>> gathered = gather(answers, read);
        return new Found<>(Slice.merge(gathered.items(), limit, sum), gathered.nodes());
    }

    private record Gathered<T>(List<T> items, Nodes nodes) {}

    private static <T> Gathered<T> gather(Answers answers, Function<JsonObject, Part<T>> read) {
        List<T> items = new ArrayList<>();
        int answered = 0;
        for (JsonObject answer : answers.items()) {
            Optional<Part<T>> part = read(answer, read);
            part.map(Part::value).ifPresent(items::add);
            answered += part.filter(Part::whole).isPresent() ? 1 : 0;
        }
        return new Gathered<>(items, new Nodes(answers.asked(), answered));
    }

    private static <T> Optional<Part<T>> read(JsonObject answer, Function<JsonObject, Part<T>> read) {
        try {
            return Optional.of(read.apply(answer));
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("The answer of another node cannot be read");
            return Optional.empty();
        }
    }
}
