package io.carillon.ops.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.broker.ReadScheduler;
import io.carillon.config.NamespaceConfig;
import io.carillon.config.NamespaceConfig.Access;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.carillon.config.RatesConfig;
import io.carillon.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** The calls about messages on a fake broker, asked without HTTP. The clock is a test's. */
final class ApiBench {
    static final int MAX_SIZE = 100;
    static final int DEPTH = 5;
    static final long NOW = 1_767_225_600_000L;

    final FakeBroker broker = new FakeBroker();
    final Api api = new Api(this::depth);
    long millis = NOW;
    int depth = DEPTH;

    private final ApiErrors errors = new ApiErrors(new Meters(new SimpleMeterRegistry()));
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    };

    private int depth() {
        return depth;
    }

    ApiBench() {
        ChannelRules rules = new ChannelRules(() -> Map.of("", namespace(0), "kept", namespace(10)));
        MessageReader reader = new MessageReader(MAX_SIZE);
        api.add(new PublishCalls(new Publisher(broker, rules, clock), reader, errors).endpoints());
        api.add(new HistoryCalls(broker, new ReadScheduler(null, 1, 1), rules).endpoints());
        api.add(new BatchCalls(api, errors, () -> depth, clock).endpoints());
    }

    private static NamespaceConfig namespace(int historySize) {
        return new NamespaceConfig(
                Access.NOBODY,
                Access.NOBODY,
                Access.NOBODY,
                Access.NOBODY,
                historySize,
                Duration.ofMinutes(5),
                false,
                SlowConsumer.DISCONNECT,
                RatesConfig.NONE);
    }

    Future<Reply> ask(HttpMethod method, String target, String body) {
        String[] parts = target.split("\\?", 2);
        return api.answer(method, parts[0], parts.length > 1 ? parts[1] : null, body.getBytes(UTF_8))
                .otherwise(errors::reply);
    }

    /** The answer, in whose texts the quotes are single ones, behind the status. */
    String answer(HttpMethod method, String target, String body) {
        return text(ask(method, target, body));
    }

    static String text(Future<Reply> answered) {
        Reply reply = answered.result();
        return reply.status() + " " + reply.body().toString().replace('"', '\'');
    }

    String post(String target, String body) {
        return answer(HttpMethod.POST, target, body.replace('\'', '"'));
    }

    String get(String target) {
        return answer(HttpMethod.GET, target, "");
    }

    static String name(String answer) {
        JsonObject error = new JsonObject(answer.substring(4).replace('\'', '"'));
        return answer.substring(0, 4) + error.getString("name");
    }
}
