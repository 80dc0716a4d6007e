package io.carillon.ops.api;

import io.carillon.bus.Command.Disconnect;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.Selection;
import io.carillon.channel.ChannelName;
import io.carillon.ops.question.ClusterQuestions;
import io.carillon.ops.question.Found;
import io.carillon.protocol.CloseCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Who is connected, anywhere in the cluster, and away with them. */
final class ConnectionCalls {
    private final ClusterQuestions questions;
    private final Steering steering;

    ConnectionCalls(ClusterQuestions questions, Steering steering) {
        this.questions = questions;
        this.steering = steering;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/connections", this::list),
                Endpoint.get("/api/connections/{id}", this::one),
                Endpoint.delete(
                        "/api/connections/{id}",
                        call -> steering.ofClient(call.name("id"), disconnect(call)),
                        "code",
                        "reason"),
                Endpoint.delete(
                        "/api/users/{user}/connections",
                        call -> steering.ofMany(Selection.ofUser(call.name("user")), disconnect(call)),
                        "code",
                        "reason"));
    }

    private Future<Reply> list(Call call) {
        Paging paging = Paging.of(call);
        Selection which =
                new Selection(Optional.empty(), call.askedName("user"), call.askedName("group"), askedChannel(call));
        ConnectionsQuestion question = new ConnectionsQuestion(which, paging.after(), paging.limit());
        Future<Found<String>> found = call.askedName("node")
                .map(node -> questions.connections(node, question))
                .orElseGet(() -> questions.connections(question));
        return found.map(page -> Paging.list(page, (id, text) -> text));
    }

    private static Optional<ChannelName> askedChannel(Call call) {
        return call.asked("channel")
                .map(text -> ChannelName.parse(text).orElseThrow(() -> Call.invalid("Invalid channel name")));
    }

    private Future<Reply> one(Call call) {
        return questions.connection(call.name("id")).map(found -> {
            String text = found.slice().items().values().stream()
                    .findFirst()
                    .orElseThrow(() -> new NobodyFoundException(found.nodes()));
            return Reply.with(text, found.nodes());
        });
    }

    private static Disconnect disconnect(Call call) {
        long code = call.number("code").orElse((long) CloseCode.DISCONNECTED.code());
        String reason = call.text("reason").orElse(CloseCode.DISCONNECTED.reason());
        try {
            return new Disconnect(Math.toIntExact(code), reason);
        } catch (ArithmeticException | IllegalArgumentException noSuchClose) {
            throw Call.invalid(noSuchClose.getMessage());
        }
    }
}
