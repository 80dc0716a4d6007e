package io.carillon.ops.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Command;
import io.carillon.bus.Command.LeaveGroup;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsQuestion;
import io.carillon.bus.CountsQuestion.Kind;
import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import io.carillon.bus.Selection;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClusterQuestionsTest {
    private static final ConnectionsQuestion EVERYBODY = new ConnectionsQuestion(Selection.ALL, "", 3);
    private static final CountsQuestion CHANNELS = new CountsQuestion(Kind.CHANNELS, "", "", 10);
    private static final Command COMMAND =
            new Command(Selection.ofUser("ada"), Optional.empty(), new LeaveGroup("editors"));

    private final FakeCluster cluster = new FakeCluster();
    private final ClusterQuestions questions = new ClusterQuestions(cluster);

    @Test
    void the_answers_of_all_nodes_become_one_page() {
        cluster.node("a", body -> connections(false, "1", "4")).node("b", body -> connections(false, "2", "3"));
        Found<String> found = questions.connections(EVERYBODY).result();
        assertThat(found.slice().items().keySet()).containsExactly("1", "2", "3");
        assertThat(found.slice().more()).isTrue();
        assertThat(found.nodes()).isEqualTo(new Nodes(2, 2));
    }

    @Test
    void a_silent_node_is_asked_and_missing() {
        cluster.node("a", body -> connections(false, "1")).silent("b");
        Found<String> found = questions.connections(EVERYBODY).result();
        assertThat(found.slice().items().keySet()).containsExactly("1");
        assertThat(found.nodes()).isEqualTo(new Nodes(2, 1));
    }

    @Test
    void a_node_that_cannot_be_understood_is_missing_and_breaks_nothing() {
        cluster.node("a", body -> connections(false, "1"))
                .node("b", body -> new JsonObject().put("rows", 7))
                .node("c", body -> connections(false, "1", "2", "3", "4"));
        Found<String> found = questions.connections(EVERYBODY).result();
        assertThat(found.slice().items().keySet()).containsExactly("1");
        assertThat(found.nodes()).isEqualTo(new Nodes(3, 1));
    }

    @Test
    void a_node_that_lacks_a_hub_gives_what_it_has_and_has_not_answered() {
        cluster.node("a", body -> SliceWire.encode(new Part<>(slice(false, Map.of("1", "{}")), false)));
        Found<String> found = questions.connections(EVERYBODY).result();
        assertThat(found.slice().items()).hasSize(1);
        assertThat(found.nodes()).isEqualTo(new Nodes(1, 0));
    }

    @Test
    void one_node_can_be_asked_alone() {
        cluster.node("a", body -> connections(false, "1")).node("b", body -> connections(false, "2"));
        Found<String> found = questions.connections("b", EVERYBODY).result();
        assertThat(found.slice().items().keySet()).containsExactly("2");
        assertThat(found.nodes()).isEqualTo(new Nodes(1, 1));
        assertThat(questions.connections("c", EVERYBODY).result().nodes()).isEqualTo(new Nodes(0, 0));
    }

    @Test
    void names_on_several_nodes_are_added_up() {
        cluster.node("a", body -> counts(Map.of("x", 2, "y", 1))).node("b", body -> counts(Map.of("x", 5)));
        assertThat(questions.counts(CHANNELS).result().slice().items()).isEqualTo(Map.of("x", 7, "y", 1));
    }

    @Test
    void a_command_tells_what_was_found_and_done_anywhere() {
        cluster.node("a", body -> outcome(new Outcome(2, 1, Optional.of(Refusal.LIMIT))))
                .node("b", body -> outcome(new Outcome(1, 1, Optional.empty())))
                .node("c", body -> new JsonObject().put("found", "many"))
                .silent("d");
        Told told = questions.command(COMMAND).result();
        assertThat(told.outcome()).isEqualTo(new Outcome(3, 2, Optional.of(Refusal.LIMIT)));
        assertThat(told.nodes()).isEqualTo(new Nodes(4, 2));
    }

    @Test
    void a_cluster_of_nobody_has_nothing() {
        assertThat(questions.connections(EVERYBODY).result())
                .isEqualTo(new Found<>(new Slice<>(new TreeMap<>(), false), new Nodes(0, 0)));
        assertThat(questions.command(COMMAND).result()).isEqualTo(new Told(Outcome.NOBODY, new Nodes(0, 0)));
    }

    private static JsonObject connections(boolean more, String... ids) {
        SortedMap<String, String> items = new TreeMap<>();
        List.of(ids).forEach(id -> items.put(id, "{}"));
        return SliceWire.encode(new Part<>(new Slice<>(items, more), true));
    }

    private static JsonObject counts(Map<String, Integer> counts) {
        return SliceWire.encode(new Part<>(slice(false, counts), true));
    }

    private static JsonObject outcome(Outcome outcome) {
        return CommandWire.encode(new Part<>(outcome, true));
    }

    private static <T> Slice<T> slice(boolean more, Map<String, T> items) {
        return new Slice<>(new TreeMap<>(items), more);
    }
}
