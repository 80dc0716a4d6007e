package io.carillon.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(10), Duration.ofSeconds(10), 1_024, 4);

    private final AtomicInteger requests = new AtomicInteger();
    private volatile Handler<HttpServerRequest> handler;
    private Vertx vertx;
    private int port;

    @BeforeEach
    void begin() {
        vertx = Vertx.vertx();
        port = Await.result(vertx.createHttpServer()
                        .requestHandler(request -> {
                            requests.incrementAndGet();
                            handler.handle(request);
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    private Endpoint endpoint(String host, Bounds bounds) {
        return new Endpoint(vertx, URI.create("http://" + host + ":" + port + "/hook?a=b%20c"), bounds);
    }

    @Test
    void what_is_posted_comes_as_it_is() {
        handler = request -> request.body()
                .onSuccess(body -> request.response()
                        .setStatusCode(500)
                        .end(request.uri() + " " + request.getHeader("Host") + " " + request.getHeader("X") + " "
                                + body));
        Answer answer = Await.result(endpoint("localhost", BOUNDS).post(Map.of("X", "y"), Buffer.buffer("text")));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.isSuccess()).isFalse();
        assertThat(answer.body()).hasToString("/hook?a=b%20c localhost:" + port + " y text");
    }

    @Test
    void no_redirect_is_followed() {
        handler = request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "http://127.0.0.1:" + port + "/other")
                .end();
        assertThat(Await.result(endpoint("127.0.0.1", BOUNDS).get(Map.of())).status())
                .isEqualTo(302);
        assertThat(requests).hasValue(1);
    }

    @Test
    void an_answer_that_is_too_large_fails() {
        handler = request -> request.response().end("x".repeat(2_000));
        assertThat(Await.failure(endpoint("127.0.0.1", BOUNDS).get(Map.of()))).hasMessageContaining("larger than 1 KB");
    }

    @Test
    void an_answer_that_does_not_end_fails() {
        handler = request -> request.response().setChunked(true).write("x");
        Bounds hasty = new Bounds(Duration.ofSeconds(10), Duration.ofMillis(50), 1_024, 4);
        assertThat(Await.failure(endpoint("127.0.0.1", hasty).get(Map.of()))).isNotNull();
    }

    @Test
    void nobody_there_is_a_failure() {
        Endpoint nobody = new Endpoint(vertx, URI.create("http://127.0.0.1:1/"), BOUNDS);
        assertThat(Await.failure(nobody.get(Map.of()))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "[::]",
                "169.254.169.254",
                "[fe80::1]",
                "[::ffff:169.254.169.254]",
                "[fd00:ec2::254]",
                "224.0.0.1"
            })
    void barred_addresses_are_not_entered(String host) {
        handler = request -> request.response().end();
        assertThat(Await.failure(endpoint(host, BOUNDS).get(Map.of())))
                .hasMessage("the host has an address that no request is sent to");
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "93.184.216.34", "fd00::1", "2606:2800:220:1::1"})
    void other_addresses_are_not_barred(String literal) throws UnknownHostException {
        assertThat(Barred.isBarred(InetAddress.getByName(literal))).isFalse();
    }
}
