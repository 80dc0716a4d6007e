package io.carillon.ops.question;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.bus.Command;
import io.carillon.bus.Command.Action;
import io.carillon.bus.Command.Disconnect;
import io.carillon.bus.Command.JoinGroup;
import io.carillon.bus.Command.LeaveGroup;
import io.carillon.bus.Command.PutMetadata;
import io.carillon.bus.Command.RemoveMetadata;
import io.carillon.bus.Command.Send;
import io.carillon.bus.Command.Subscribe;
import io.carillon.bus.Command.Unsubscribe;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsQuestion;
import io.carillon.bus.CountsQuestion.Kind;
import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import io.carillon.bus.Selection;
import io.carillon.channel.ChannelName;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever nodes say to each other comes out as it went in; what another version may say is refused. */
class WireTest {
    private static final ChannelName LOBBY = new ChannelName("chat:lobby");

    static Stream<Selection> selections() {
        return Stream.of(
                Selection.ALL,
                Selection.ofClient("c-1"),
                Selection.ofUser("ada \u00e4 \u2028"),
                Selection.ofGroup("editors"),
                new Selection(Optional.of("c"), Optional.of("u"), Optional.of("g"), Optional.of(LOBBY)));
    }

    @ParameterizedTest
    @MethodSource("selections")
    void questions_come_through(Selection which) {
        ConnectionsQuestion question = new ConnectionsQuestion(which, "after", 17);
        assertThat(QuestionWire.connections(sent(QuestionWire.encode(question))))
                .isEqualTo(question);
    }

    @Test
    void questions_for_names_come_through() {
        for (Kind kind : Kind.values()) {
            for (CountsQuestion question :
                    List.of(new CountsQuestion(kind, "chat:", "after", 1000), CountsQuestion.ofOne(kind, "chat:a"))) {
                assertThat(QuestionWire.counts(sent(QuestionWire.encode(question))))
                        .isEqualTo(question);
            }
        }
    }

    static Stream<Action> actions() {
        return Stream.of(
                new Disconnect(3503, "go \"away\""),
                new JoinGroup("g"),
                new LeaveGroup("g"),
                new PutMetadata("k", "{\"a\": 1.50}"),
                new RemoveMetadata("k"),
                new Subscribe(LOBBY),
                new Unsubscribe(LOBBY));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void commands_come_through(Action action) {
        for (Optional<String> except : List.of(Optional.of("c-2"), Optional.<String>empty())) {
            Command command = new Command(Selection.ofGroup("g"), except, action);
            assertThat(CommandWire.command(sent(CommandWire.encode(command)))).isEqualTo(command);
        }
    }

    @Test
    void a_frame_comes_through_byte_for_byte() {
        byte[] frame = "{\"type\":\"direct\",\"data\": [1.50,\"\u00e4\u20ac\ud83d\ude00\",1e400] }".getBytes(UTF_8);
        Command command = new Command(Selection.ALL, Optional.empty(), new Send(frame));
        Command arrived = CommandWire.command(sent(CommandWire.encode(command)));
        assertThat(((Send) arrived.action()).frame()).isEqualTo(frame);
    }

    @Test
    void every_kind_of_action_has_a_form() {
        List<Class<?>> sent = Stream.concat(actions(), Stream.of(new Send(new byte[0])))
                .<Class<?>>map(Object::getClass)
                .toList();
        assertThat(sent).containsExactlyInAnyOrder(Action.class.getPermittedSubclasses());
    }

    @Test
    void outcomes_come_through() {
        Stream<Optional<Refusal>> refusals = Stream.concat(
                Stream.of(Optional.empty()), Arrays.stream(Refusal.values()).map(Optional::of));
        refusals.forEach(refused -> {
            Part<Outcome> part = new Part<>(new Outcome(3, 2, refused), refused.isEmpty());
            assertThat(CommandWire.outcome(sent(CommandWire.encode(part)))).isEqualTo(part);
        });
    }

    @Test
    void pages_come_through() {
        Part<Slice<String>> texts = new Part<>(new Slice<>(new TreeMap<>(Map.of("b", "{}")), true), false);
        assertThat(SliceWire.decode(sent(SliceWire.encode(texts)), "a", 1, String.class::cast))
                .isEqualTo(texts);
        Part<Slice<Integer>> counts = new Part<>(new Slice<>(new TreeMap<>(Map.of("b", 7)), false), true);
        assertThat(SliceWire.decode(sent(SliceWire.encode(counts)), "", 2, Integer.class::cast))
                .isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'keys':[],'values':[]}",
                "{'keys':[],'values':[],'more':true,'whole':true}",
                "{'keys':[],'values':[],'more':false}",
                "{'keys':['b'],'values':[],'more':false,'whole':true}",
                "{'keys':['b'],'values':[1],'more':false,'whole':true}",
                "{'keys':['b'],'values':[null],'more':false,'whole':true}",
                "{'keys':[null],'values':['x'],'more':false,'whole':true}",
                "{'keys':['a'],'values':['x'],'more':false,'whole':true}",
                "{'keys':['b','c','d'],'values':['x','y','z'],'more':false,'whole':true}",
                "{'keys':'b','values':['x'],'more':false,'whole':true}",
                "{'keys':['b'],'values':['x'],'more':'no','whole':true}"
            })
    void what_is_no_page_or_not_the_one_that_was_asked_for_is_refused(String text) {
        JsonObject json = new JsonObject(text.replace('\'', '"'));
        assertThatThrownBy(() -> SliceWire.decode(json, "a", 2, String.class::cast))
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'which':{},'after':''}",
                "{'which':{},'limit':1}",
                "{'which':{},'after':'','limit':0}",
                "{'which':{},'after':'','limit':1001}",
                "{'which':{'clientId':7},'after':'','limit':1}",
                "{'which':{'channel':'*'},'after':'','limit':1}",
                "{'which':{'tag':'x'},'after':'','limit':1}"
            })
    void a_question_that_this_version_does_not_know_is_not_answered(String text) {
        JsonObject json = new JsonObject(text.replace('\'', '"'));
        assertThatThrownBy(() -> QuestionWire.connections(json)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'to':{}}",
                "{'to':{},'action':{}}",
                "{'to':{},'action':{'type':'explode'}}",
                "{'to':{'planet':'x'},'action':{'type':'leaveGroup','group':'g'}}",
                "{'to':{},'action':{'type':'leaveGroup'}}",
                "{'to':{},'action':{'type':'disconnect','code':'3503','reason':''}}"
            })
    void a_command_that_this_version_does_not_know_is_not_carried_out(String text) {
        JsonObject json = new JsonObject(text.replace('\'', '"'));
        assertThatThrownBy(() -> CommandWire.command(json)).isInstanceOf(RuntimeException.class);
    }

    private static JsonObject sent(JsonObject json) {
        return new JsonObject(json.encode());
    }
}
