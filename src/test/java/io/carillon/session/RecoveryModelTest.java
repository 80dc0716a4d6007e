package io.carillon.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Addresses;
import io.carillon.bus.Recall;
import io.carillon.bus.Recollection;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.testing.Await;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One client with channels of every policy, whose socket takes little, much or nothing, and who comes and goes, in orders
 * that nobody would think of. What it reads has to be what a subscriber is promised. A step is chosen by chance, which the
 * seed repeats.
 */
class RecoveryModelTest {
    private static final int STEPS = 400;
    private static final int PAGE = 5;
    private static final int PENDING_BYTES = 6_000;
    private static final List<String> CHANNELS = List.of("kept:a", "keptlossy:a", "keptnewest:a");

    private record Question(Recall recall, Promise<Recollection> answer) {}

    /** What the client knows of one channel. */
    private static final class View {
        final List<Publication> history = new ArrayList<>();
        boolean subscribed;
        Position position;

        boolean isCurrent() {
            return !subscribed || position.offset() == history.size();
        }
    }

    private final HubBench hub = new HubBench(null, PENDING_BYTES);
    private final TestClient client = hub.connect("ada");
    private final Map<String, View> views = new HashMap<>();
    /** By the id of a request, the position that it named. */
    private final Map<Integer, Position> since = new HashMap<>();

    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final List<String> violations = new ArrayList<>();
    private Random random;
    private int ids;
    private int read;
    private boolean closed;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @AfterEach
    void end() {
        hub.end();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsReadIsWhatWasPromised(long seed) {
        random = new Random(seed);
        CHANNELS.forEach(name -> views.put(name, new View()));
        hub.run(() -> hub.bus.listen(Addresses.deliveries(0), hub.hub::deliver));
        // A question is asked once the bridge waits for its answer: only then do answers and deliveries keep their
        // order.
        hub.bridge.recallBy(recall -> {
            Question question = new Question(recall, Promise.promise());
            Vertx.currentContext().runOnContext(heard -> questions.add(question));
            return question.answer().future();
        });
        for (int step = 0; step < STEPS && !closed; step++) {
            step(CHANNELS.get(random.nextInt(CHANNELS.size())));
            read();
        }
        settle();
        assertThat(violations).isEmpty();
    }

    private void step(String channel) {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> publish(channel, 1 + random.nextInt(3));
            case 6, 7 -> subscribe(channel);
            case 8 -> unsubscribe(channel);
            case 9, 10, 11, 12 -> answer();
            case 13 -> admit(0);
            case 14 -> admit(random.nextInt(3_000));
            default -> admit(Long.MAX_VALUE);
        }
    }

    private void publish(String channel, int count) {
        List<Publication> batch = new ArrayList<>();
        View view = views.get(channel);
        for (int i = 0; i < count; i++) {
            long offset = view.history.size() + 1L;
            String text = "{\"type\":\"message\",\"channel\":\"%s\",\"data\":\"%s\",\"timestamp\":%d,\"offset\":%d}"
                    .formatted(channel, "x".repeat(random.nextInt(400)), offset, offset);
            Publication next = new Publication(
                    new ChannelName(channel), text.getBytes(UTF_8), new Position("e", offset, offset), offset - 1);
            view.history.add(next);
            batch.add(next);
        }
        hub.bus.tell(Addresses.deliveries(0), batch);
    }

    private void subscribe(String channel) {
        Position known = views.get(channel).position;
        boolean names = known != null && random.nextInt(4) > 0;
        String position = names
                ? ",'since':{'epoch':'e','offset':%d,'timestamp':%d}".formatted(known.offset(), known.timestamp())
                : "";
        since.put(++ids, names ? known : null);
        client.says("{'type':'subscribe','channel':'%s','id':%d%s}".formatted(channel, ids, position));
    }

    private void unsubscribe(String channel) {
        client.says("{'type':'unsubscribe','channel':'%s','id':%d}".formatted(channel, ++ids));
    }

    private void answer() {
        Question question = questions.poll();
        if (question == null) {
            return;
        }
        List<Publication> history = views.get(question.recall().channel().value()).history;
        int from = question.recall()
                .since()
                .map(position -> (int) position.offset())
                .orElse(history.size());
        int to = Math.min(history.size(), from + PAGE);
        Position top = history.isEmpty()
                ? Position.before("e")
                : history.get(history.size() - 1).position();
        question.answer()
                .complete(new Recollection(
                        top, Optional.empty(), List.copyOf(history.subList(from, to)), to < history.size()));
    }

    private void admit(long bytes) {
        hub.run(() -> client.socket().admit(bytes));
    }

    /** A second visit to the event loop comes after what the first has brought about. */
    private void read() {
        hub.run(() -> {});
        List<String> heard = client.heard();
        for (String text : heard.subList(read, heard.size())) {
            if (text.startsWith("{")) {
                take(new JsonObject(text.replace('\'', '"')));
            } else {
                closed = true;
            }
        }
        read = heard.size();
    }

    private void take(JsonObject frame) {
        View view = views.get(frame.getString("channel"));
        switch (frame.getString("type")) {
            case "subscribed" -> {
                expect(!view.subscribed, frame, "twice");
                view.subscribed = true;
                Position named = since.get(frame.getInteger("id"));
                expect((named != null) == frame.containsKey("recovered"), frame, "recovered or not");
                view.position = named == null ? position(frame) : named;
            }
            case "unsubscribed" -> {
                expect(view.subscribed, frame, "to nothing");
                view.subscribed = false;
            }
            case "message" -> {
                expect(view.subscribed, frame, "without a subscription");
                expect(
                        view.position != null && frame.getLong("offset") == view.position.offset() + 1,
                        frame,
                        "after " + view.position);
                view.position = position(frame.put("epoch", "e"));
            }
            case "reset" -> {
                expect(view.subscribed, frame, "without a subscription");
                expect(frame.getString("reason").equals("dropped"), frame, "a reason");
                expect(
                        view.position != null && frame.getLong("offset") > view.position.offset(),
                        frame,
                        "back from " + view.position);
                view.position = position(frame);
            }
            default -> expect(!frame.getString("type").equals("error") || frame.getInteger("code") != 500, frame, "");
        }
    }

    private static Position position(JsonObject frame) {
        return new Position("e", frame.getLong("offset"), frame.getLong("timestamp"));
    }

    private void expect(boolean kept, JsonObject frame, String otherwise) {
        if (!kept) {
            violations.add(frame.put("data", "") + " " + otherwise);
        }
    }

    /** The client reads all that there is, unless it was too slow and has been sent away. */
    private void settle() {
        admit(Long.MAX_VALUE);
        Await.until("all is read", () -> {
            answer();
            read();
            return closed || views.values().stream().allMatch(View::isCurrent);
        });
    }
}
