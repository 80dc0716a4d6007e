package io.carillon.ops.api;

import io.carillon.bus.Command.JoinGroup;
import io.carillon.bus.Command.LeaveGroup;
import io.carillon.bus.ConnectionsQuestion;
import io.carillon.bus.CountsQuestion;
import io.carillon.bus.CountsQuestion.Kind;
import io.carillon.bus.Selection;
import io.carillon.ops.question.ClusterQuestions;
import io.carillon.protocol.JsonText;
import io.vertx.core.Future;
import java.util.List;

/** Groups of connections: there is one as long as it has members. */
final class GroupCalls {
    private final ClusterQuestions questions;
    private final Steering steering;

    GroupCalls(ClusterQuestions questions, Steering steering) {
        this.questions = questions;
        this.steering = steering;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/groups", this::list),
                Endpoint.get("/api/groups/{group}/members", this::members),
                Endpoint.put(
                        "/api/groups/{group}/members/{id}",
                        call -> steering.ofClient(call.name("id"), new JoinGroup(call.name("group")))),
                Endpoint.delete(
                        "/api/groups/{group}/members/{id}",
                        call -> steering.ofClient(call.name("id"), new LeaveGroup(call.name("group")))));
    }

    private Future<Reply> list(Call call) {
        Paging paging = Paging.of(call);
        return questions
                .counts(new CountsQuestion(Kind.GROUPS, "", paging.after(), paging.limit()))
                .map(found -> Paging.list(found, GroupCalls::json));
    }

    private static String json(String group, int members) {
        return new JsonText().string("group", group).number("members", members).endAsText();
    }

    private Future<Reply> members(Call call) {
        Paging paging = Paging.of(call);
        Selection which = Selection.ofGroup(call.name("group"));
        return questions
                .connections(new ConnectionsQuestion(which, paging.after(), paging.limit()))
                .map(found -> Paging.list(found, (id, text) -> text));
    }
}
