package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key sets from a real HTTP server on loopback, and from a file that changes. */
class KeySetIT {
    private static final Forge FIRST = Forge.rs256(2048);
    private static final Forge SECOND = Forge.es256("secp256r1");

    private final TestClock clock = new TestClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Consumer<HttpServerRequest> answer;
    private Vertx vertx;
    private Context loop;
    private int port;
    private Authenticator authenticator;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        port = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        authenticator = authenticator("http://127.0.0.1:" + port + "/keys.json?tenant=a");
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aRotatedKeyIsAcceptedAfterOneMoreFetch() throws Exception {
        serve(JwkSet.of(JwkSet.key("first", FIRST)));
        assertThat(accepts(FIRST, "first")).isTrue();
        assertThat(accepts(FIRST, "first")).isTrue();
        assertThat(fetches).hasValue(1);

        serve(JwkSet.of(JwkSet.key("second", SECOND), JwkSet.key("first", FIRST)));
        assertThat(accepts(SECOND, "second")).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(accepts(SECOND, "second")).isTrue();
        assertThat(accepts(FIRST, "first")).isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFloodOfUnknownKeysFetchesOnce() throws Exception {
        serve(JwkSet.of(JwkSet.key("first", FIRST)));
        List<String> flood = IntStream.range(0, 500)
                .mapToObj(i -> SECOND.token(
                        SECOND.header("kid", "\"k" + i + "\""), Payload.good().json()))
                .toList();

        Future<?> all = onLoop(() -> Future.join(
                        flood.stream().map(authenticator::authenticate).toList())
                .otherwiseEmpty());

        assertThat(all.succeeded()).isTrue();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void keysOfTheTokenAreNeverFetched() throws Exception {
        serve(JwkSet.of(JwkSet.key("first", FIRST)));
        assertThat(accepts(FIRST, "first")).isTrue();
        String url = "\"http://127.0.0.1:" + port + "/evil.json\"";
        for (String field : List.of("jku", "x5u", "kid")) {
            String token =
                    SECOND.token(SECOND.header(field, url), Payload.good().json());
            assertThat(accepts(token)).isFalse();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void badAnswersLeaveTheLastGoodSetInUse() throws Exception {
        serve(JwkSet.of(JwkSet.key("first", FIRST)));
        assertThat(accepts(FIRST, "first")).isTrue();
        List<Consumer<HttpServerRequest>> bad = List.of(
                request -> request.response().setStatusCode(500).end("{\"keys\":[]}"),
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/moved.json")
                        .end(),
                request -> request.response().end("<html>"),
                request -> request.response().end("x".repeat(262_145)),
                request -> request.response()
                        .putHeader("Content-Length", "100")
                        .write("{")
                        .onComplete(done -> request.connection().close()),
                request -> request.connection().close());
        for (int i = 0; i < bad.size(); i++) {
            answer = bad.get(i);
            clock.advance(Duration.ofMinutes(5));
            assertThat(accepts(SECOND, "second")).isFalse();
            assertThat(accepts(FIRST.token(FIRST.header("kid", "\"first\""), fresh())))
                    .isTrue();
            assertThat(fetches).hasValue(i + 2);
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        answer = request -> request.response().setChunked(true).write("{");
        assertThat(accepts(FIRST, "first")).isFalse();

        serve(JwkSet.of(JwkSet.key("first", FIRST)));
        clock.advance(Duration.ofSeconds(30));
        assertThat(accepts(FIRST, "first")).isTrue();
    }

    @Test
    void aFileIsReadAgainWhenItChanges(@TempDir Path folder) throws Exception {
        Path file = JwkSet.of(JwkSet.key("first", FIRST)).file(folder);
        authenticator = authenticator(file.toString());
        assertThat(accepts(FIRST, "first")).isTrue();

        JwkSet.of(JwkSet.key("second", SECOND)).file(folder);
        assertThat(accepts(SECOND, "second")).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(accepts(SECOND, "second")).isTrue();
        clock.advance(Duration.ofSeconds(60));
        assertThat(accepts(FIRST.token(FIRST.header("kid", "\"first\""), fresh())))
                .isFalse();

        Files.delete(file);
        clock.advance(Duration.ofSeconds(60));
        assertThat(accepts(SECOND.token(SECOND.header("kid", "\"second\""), fresh())))
                .isTrue();
        assertThat(fetches).hasValue(0);
    }

    private void handle(HttpServerRequest request) {
        fetches.incrementAndGet();
        answer.accept(request);
    }

    private void serve(JwkSet set) {
        answer = request -> {
            assertThat(request.uri()).isEqualTo("/keys.json?tenant=a");
            request.response().end(set.json().encode());
        };
    }

    private boolean accepts(Forge forge, String keyId) throws Exception {
        return accepts(forge.token(forge.header("kid", "\"" + keyId + "\""), fresh()));
    }

    private boolean accepts(String token) throws Exception {
        return onLoop(() -> authenticator.authenticate(token)).succeeded();
    }

    private String fresh() {
        return Payload.good().with("exp", clock.millis() / 1000 + 3600).json();
    }

    private Authenticator authenticator(String source) {
        return new JwtAuthenticator(vertx, TestAuth.jwks(source), TestAuth.LIMITS, clock);
    }

    /** The outcome of what is asked on the event loop, awaited here. */
    private <T> Future<T> onLoop(java.util.function.Supplier<Future<T>> ask) throws Exception {
        CompletableFuture<Future<T>> outcome = new CompletableFuture<>();
        Handler<Void> start = start0 -> {
            Future<T> asked = ask.get();
            asked.onComplete(done -> outcome.complete(asked));
        };
        loop.runOnContext(start);
        return outcome.get(10, TimeUnit.SECONDS);
    }
}
