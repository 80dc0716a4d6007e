package io.carillon.ops.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Bus;
import io.carillon.bus.Command;
import io.carillon.bus.Command.JoinGroup;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsQuestion;
import io.carillon.bus.CountsQuestion.Kind;
import io.carillon.bus.FakeHub;
import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import io.carillon.bus.Selection;
import io.carillon.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node with two hubs that is asked. */
class NodeAnswersTest {
    private static final ConnectionsQuestion EVERYBODY = new ConnectionsQuestion(Selection.ALL, "", 10);
    private static final int HALF_A_PAGE = 1 << 19;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final FakeCluster cluster = new FakeCluster();
    private final FakeHub first = new FakeHub(bus, 0, 0, 0);
    private final FakeHub second = new FakeHub(bus, 1, 0, 0);
    private String secondId;

    @BeforeEach
    void start() {
        Await.result(vertx.deployVerticle(first));
        secondId = Await.result(vertx.deployVerticle(second));
        new NodeAnswers(cluster, bus, 2).begin();
    }

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    @Test
    void a_connection_is_shown_as_the_api_has_it() {
        connect(first, "1", Map.of("a \"b\"", "{\"c\": 1.50}"));
        assertThat(connections(EVERYBODY).value().items().get("1"))
                .isEqualTo("{\"clientId\":\"1\",\"userId\":\"ada\",\"node\":\"self\",\"remoteAddress\":\"192.0.2.7\","
                        + "\"connectedAt\":1000,\"channels\":[\"c\"],\"groups\":[\"g\"],"
                        + "\"metadata\":{\"a \\\"b\\\"\":{\"c\": 1.50}},"
                        + "\"stats\":{\"messagesReceived\":1,\"messagesSent\":2,\"bytesReceived\":3,\"bytesSent\":4},"
                        + "\"heartbeat\":{\"lastPong\":5,\"pingCount\":6,\"alive\":true}}");
    }

    @Test
    void the_connections_of_all_hubs_are_in_one_order() {
        connect(first, "1", Map.of());
        connect(second, "2", Map.of());
        connect(first, "3", Map.of());
        Part<Slice<String>> page = connections(new ConnectionsQuestion(Selection.ALL, "", 2));
        assertThat(page.value().items().keySet()).containsExactly("1", "2");
        assertThat(page.value().more()).isTrue();
        assertThat(page.whole()).isTrue();
        assertThat(connections(new ConnectionsQuestion(Selection.ALL, "2", 2))
                        .value()
                        .items()
                        .keySet())
                .containsExactly("3");
    }

    @Test
    void a_page_ends_before_it_becomes_too_large() {
        String big = "\"" + "x".repeat(HALF_A_PAGE) + "\"";
        for (String id : new String[] {"1", "2", "3", "4"}) {
            connect(first, id, Map.of("big", big));
        }
        Slice<String> page = connections(EVERYBODY).value();
        assertThat(page.items().keySet()).containsExactly("1", "2");
        assertThat(page.more()).isTrue();
        Slice<String> rest =
                connections(new ConnectionsQuestion(Selection.ALL, "2", 10)).value();
        assertThat(rest.items().keySet()).containsExactly("3", "4");
        assertThat(rest.more()).isFalse();
    }

    @Test
    void a_hub_that_is_gone_costs_its_own_part() {
        connect(first, "1", Map.of());
        Await.result(vertx.undeploy(secondId));
        Part<Slice<String>> page = connections(EVERYBODY);
        assertThat(page.value().items().keySet()).containsExactly("1");
        assertThat(page.whole()).isFalse();
    }

    @Test
    void names_on_several_hubs_are_added_up() {
        first.counts.putAll(Map.of("chat:a", 1, "chat:b", 2, "news", 9));
        second.counts.putAll(Map.of("chat:b", 40, "chat:c", 3));
        CountsQuestion question = new CountsQuestion(Kind.CHANNELS, "chat:", "", 10);
        JsonObject answer = ask(ClusterQuestions.COUNTS, QuestionWire.encode(question));
        assertThat(SliceWire.decode(answer, "", 10, Integer.class::cast).value().items())
                .isEqualTo(Map.of("chat:a", 1, "chat:b", 42, "chat:c", 3));
    }

    @Test
    void a_command_goes_to_every_hub_and_their_outcomes_are_added_up() {
        first.outcome = new Outcome(1, 1, Optional.empty());
        second.outcome = new Outcome(3, 1, Optional.of(Refusal.LIMIT));
        Command command = new Command(Selection.ofUser("ada"), Optional.of("2"), new JoinGroup("editors"));
        JsonObject answer = ask(ClusterQuestions.COMMAND, CommandWire.encode(command));
        assertThat(CommandWire.outcome(answer))
                .isEqualTo(new Part<>(new Outcome(4, 2, Optional.of(Refusal.LIMIT)), true));
        assertThat(first.commands).containsExactly(command);
        assertThat(second.commands).containsExactly(command);
    }

    private static void connect(FakeHub hub, String clientId, Map<String, String> metadata) {
        hub.clients.put(clientId, FakeHub.connection(clientId, "ada", metadata));
    }

    private Part<Slice<String>> connections(ConnectionsQuestion question) {
        JsonObject answer = ask(ClusterQuestions.CONNECTIONS, QuestionWire.encode(question));
        return SliceWire.decode(answer, question.after(), question.limit(), String.class::cast);
    }

    private JsonObject ask(String question, JsonObject body) {
        return Await.result(cluster.declared.get(question).apply(body));
    }
}
