package io.carillon.ops.api;

import io.carillon.bus.Command.Send;
import io.carillon.bus.Selection;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.carillon.protocol.ServerFrames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Messages to connections, past all channels. */
final class DirectCalls {
    private final Steering steering;
    private final int maxBytes;

    /** @param maxBytes of the data of one message */
    DirectCalls(Steering steering, int maxBytes) {
        this.steering = steering;
        this.maxBytes = maxBytes;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(
                        "/api/connections/{id}/messages",
                        call -> steering.ofClient(
                                call.name("id"), call.nameOption("exclude"), send(call, Optional.empty())),
                        "data",
                        "exclude"),
                Endpoint.post(
                        "/api/users/{user}/messages",
                        call -> steering.ofMany(
                                Selection.ofUser(call.name("user")),
                                call.nameOption("exclude"),
                                send(call, Optional.empty())),
                        "data",
                        "exclude"),
                Endpoint.post(
                        "/api/groups/{group}/messages",
                        call -> steering.ofMany(
                                Selection.ofGroup(call.name("group")),
                                call.nameOption("exclude"),
                                send(call, Optional.of(call.name("group")))),
                        "data",
                        "exclude"));
    }

    private Send send(Call call, Optional<String> group) {
        String data = call.value("data");
        if (data.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new ProtocolException(ErrorCode.TOO_LARGE, "data must have at most " + maxBytes + " bytes");
        }
        return new Send(ServerFrames.direct(group, data));
    }
}
