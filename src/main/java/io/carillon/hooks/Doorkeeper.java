package io.carillon.hooks;

import io.carillon.bus.Authorization;
import io.carillon.bus.Verdict;
import io.carillon.channel.ChannelName;
import io.carillon.json.StrictJson;
import io.carillon.json.SurrogatePairs;
import io.carillon.metrics.HookMeters;
import io.carillon.outbound.Answer;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the authorize hook. Whatever is not a clear answer is a failure, and who asked takes it for a no. After ten failures
 * within five seconds nobody is asked for two, so that a hook that is ill is left alone and clients do not wait for it.
 * Belongs to one event loop.
 */
final class Doorkeeper {
    /** An answer that says {@code allow} twice says nothing. */
    private static final StrictJson JSON = new StrictJson(32);

    /** Questions under way; one more fails. */
    static final int MAX_UNDER_WAY = 1_000;

    static final int MAX_FAILURES = 10;

    static final int MAX_REASON = 200;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    private final Courier.Post post;
    private final HookMeters meters;
    private final CircuitBreaker breaker;
    private int underWay;

    /**
     * @param post fails when there is no answer in time
     * @param pause how long nobody is asked after too many failures
     */
    Doorkeeper(Vertx vertx, Courier.Post post, Duration pause, HookMeters meters) {
        this.post = post;
        this.meters = meters;
        breaker = CircuitBreaker.create(
                        "authorize",
                        vertx,
                        new CircuitBreakerOptions()
                                .setMaxFailures(MAX_FAILURES)
                                .setFailuresRollingWindow(WINDOW.toMillis())
                                .setTimeout(-1)
                                .setResetTimeout(pause.toMillis())
                                .setNotificationAddress(null))
                .openHandler(nothing -> changed(2))
                .halfOpenHandler(nothing -> meters.breaker(1))
                .closeHandler(nothing -> changed(0));
    }

    private void changed(int state) {
        meters.breaker(state);
        if (state == 0) {
            LOG.info("The authorize hook answers again");
        } else {
            LOG.warn(
                    "The authorize hook does not answer: what it decides is refused, and it is tried again after a pause");
        }
    }

    Future<Verdict> ask(Authorization question) {
        if (underWay >= MAX_UNDER_WAY) {
            meters.authorized("unavailable");
            return Future.failedFuture("too many questions are under way");
        }
        underWay++;
        return breaker.execute(() -> post.send(text(question).toBuffer()).map(Doorkeeper::verdict))
                .onComplete(this::count);
    }

    private void count(AsyncResult<Verdict> verdict) {
        underWay--;
        meters.authorized(verdict.failed() ? "unavailable" : verdict.result().allowed() ? "allowed" : "denied");
    }

    private static JsonObject text(Authorization question) {
        JsonObject text = new JsonObject().put("operation", question.operation());
        question.clientId().ifPresent(clientId -> text.put("clientId", clientId));
        text.put("user", question.user()).put("groups", new JsonArray(question.groups()));
        question.channel().map(ChannelName::value).ifPresent(channel -> text.put("channel", channel));
        return text;
    }

    private static Verdict verdict(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("status " + answer.status());
        }
        JsonObject json =
                JSON.object(answer.body().getBytes()).orElseThrow(() -> new IllegalStateException("no JSON object"));
        if (!(json.getValue("allow") instanceof Boolean allowed)) {
            throw new IllegalStateException("no answer");
        }
        Optional<String> reason = json.getValue("reason") instanceof String text && !text.isBlank()
                ? Optional.of(SurrogatePairs.cut(text, MAX_REASON))
                : Optional.empty();
        return new Verdict(allowed, reason);
    }

    void close() {
        breaker.close();
    }
}
