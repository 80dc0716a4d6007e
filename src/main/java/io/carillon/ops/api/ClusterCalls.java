package io.carillon.ops.api;

import io.carillon.ops.question.ClusterQuestions;
import java.util.List;
import java.util.stream.Stream;

/** All calls that ask and steer the connections of the whole cluster. */
public final class ClusterCalls {
    private final ClusterQuestions questions;
    private final ChannelPositions positions;
    private final int maxMessageBytes;

    /** @param maxMessageBytes most of the data of a direct message */
    public ClusterCalls(ClusterQuestions questions, ChannelPositions positions, int maxMessageBytes) {
        this.questions = questions;
        this.positions = positions;
        this.maxMessageBytes = maxMessageBytes;
    }

    public List<Endpoint> endpoints() {
        Steering steering = new Steering(questions);
        return Stream.of(
                        new ConnectionCalls(questions, steering).endpoints(),
                        new DirectCalls(steering, maxMessageBytes).endpoints(),
                        new GroupCalls(questions, steering).endpoints(),
                        new MetadataCalls(questions, steering).endpoints(),
                        new SubscriptionCalls(steering).endpoints(),
                        new ChannelCalls(questions, positions).endpoints())
                .flatMap(List::stream)
                .toList();
    }
}
