package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a request: its form, its token, its origin; and what happens to sockets that send none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsTest {
    private static final String KEY = "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==";
    private static final String[] GOOD = {
        "Host: x", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", KEY
    };

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private volatile Function<HttpServerRequest, String> reading;

    @BeforeAll
    void start() {
        server = Await.result(vertx.createHttpServer()
                .requestHandler(request -> request.response().end("<" + reading.apply(request) + ">"))
                .listen(0, "127.0.0.1"));
    }

    @AfterAll
    void stop() {
        Await.result(vertx.close());
    }

    @Test
    void a_good_handshake_is_let_pass() throws IOException {
        assertThat(judged("GET / HTTP/1.1", GOOD)).isEqualTo("good");
        assertThat(judged("GET / HTTP/1.1", with(2, "connection: keep-alive, UPGRADE")))
                .isEqualTo("good");
        assertThat(judged("GET / HTTP/1.1", with(1, "upgrade: h2c,WebSocket"))).isEqualTo("good");
        assertThat(judged("GET / HTTP/1.1", with(0, "Host: x\r\nContent-Length: 0")))
                .isEqualTo("good");
    }

    @ParameterizedTest
    @CsvSource({
        "1, Upgrade: websockets, BAD_HANDSHAKE",
        "1, X: y, BAD_HANDSHAKE",
        "2, Connection: close, BAD_HANDSHAKE",
        "2, X: y, BAD_HANDSHAKE",
        "3, Sec-WebSocket-Version: 8, BAD_VERSION",
        "3, X: y, BAD_VERSION",
        "3, 'Sec-WebSocket-Version: 13, 8', BAD_VERSION",
        "4, X: y, BAD_HANDSHAKE",
        "4, Sec-WebSocket-Key: AQID, BAD_HANDSHAKE",
        "4, Sec-WebSocket-Key: !, BAD_HANDSHAKE",
        "4, Sec-WebSocket-Key:, BAD_HANDSHAKE"
    })
    void what_is_wrong_with_a_handshake_is_named(int line, String header, Refusal refusal) throws IOException {
        assertThat(judged("GET / HTTP/1.1", with(line, header))).isEqualTo(refusal.name());
    }

    @Test
    void another_method_or_version_or_a_body_or_two_keys_are_no_handshake() throws IOException {
        assertThat(judged("POST / HTTP/1.1", GOOD)).isEqualTo("BAD_HANDSHAKE");
        assertThat(judged("GET / HTTP/1.0", GOOD)).isEqualTo("BAD_HANDSHAKE");
        assertThat(judged("GET / HTTP/1.1", with(0, "Host: x\r\nContent-Length: 3")))
                .isEqualTo("BAD_HANDSHAKE");
        assertThat(judged("GET / HTTP/1.1", with(4, KEY + "\r\n" + KEY))).isEqualTo("BAD_HANDSHAKE");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/, X: y, -",
                "/?token=q, X: y, q",
                "/?token=%zz, X: y, -",
                "/, Authorization: Bearer h, h",
                "/, authorization: bearer h, h",
                "/, Authorization: Basic h, -",
                "/, Authorization: Bearer, -",
                "/, 'Sec-WebSocket-Protocol: carillon.v1, bearer.s', s",
                "/, 'Sec-WebSocket-Protocol: bearer.s,bearer.t', s",
                "/, Sec-WebSocket-Protocol: carillon.v1, -",
                "/, Sec-WebSocket-Protocol:, -",
                "/?token=q, Sec-WebSocket-Protocol: bearer.s, s",
                "/?token=q, Authorization: Bearer h, h"
            })
    void the_first_token_found_wins(String uri, String header, String token) throws IOException {
        assertThat(read(
                        "GET " + uri + " HTTP/1.1",
                        request -> TokenSource.find(request, true).orElse("none"),
                        "Host: x",
                        header))
                .isEqualTo(token == null ? "none" : token);
    }

    @Test
    void the_query_counts_only_where_it_is_allowed() throws IOException {
        assertThat(read(
                        "GET /?token=q HTTP/1.1",
                        request -> TokenSource.find(request, false).orElse("none"),
                        "Host: x"))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "carillon.v1, carillon.v1",
        "'bearer.x , carillon.v1', carillon.v1",
        "'', none",
        "carillon.v2, none",
        "bearer.x, none",
        "Carillon.V1, none"
    })
    void our_subprotocol_is_agreed_on_when_it_is_offered(String offers, String agreed) throws IOException {
        assertThat(read(
                        "GET / HTTP/1.1",
                        request -> TokenSource.agreedSubprotocol(request).orElse("none"),
                        "Host: x",
                        "Sec-WebSocket-Protocol: " + offers))
                .isEqualTo(agreed);
    }

    @ParameterizedTest
    @CsvSource({
        "-, http://h:1, true", "-, https://h:1, true", "-, HTTP://H:1, true", "-, http://h, false",
        "-, http://h:2, false", "-, null, false", "-, ws://h:1, false", "http://a, http://a, true",
        "http://a, http://a.evil, false", "http://a, http://h:1, false", "*, http://anything, true", "*, null, true"
    })
    void origins_are_compared_exactly(String allowed, String origin, boolean passes) throws IOException {
        Origins origins = new Origins(allowed.equals("-") ? List.of() : List.of(allowed));
        assertThat(read("GET / HTTP/1.1", request -> "" + origins.permit(request), "Host: h:1", "Origin: " + origin))
                .isEqualTo("" + passes);
        assertThat(read("GET / HTTP/1.1", request -> "" + origins.permit(request), "Host: h:1"))
                .isEqualTo("true");
    }

    @Test
    void a_socket_has_ten_seconds_to_become_a_websocket() {
        Newcomers newcomers = new Newcomers();
        List<String> expired = new ArrayList<>();
        newcomers.add(() -> expired.add("first"), 1_000);
        newcomers.add(() -> expired.add("later"), 1_001);
        newcomers.sweep(10_999);
        assertThat(expired).isEmpty();
        newcomers.sweep(11_000);
        assertThat(expired).containsExactly("first");
        newcomers.sweep(11_001);
        assertThat(expired).containsExactly("first", "later");
    }

    private static String[] with(int line, String header) {
        String[] headers = GOOD.clone();
        headers[line] = header;
        return headers;
    }

    private String judged(String line, String... headers) throws IOException {
        return read(line, request -> name(Upgrade.judge(request)), headers);
    }

    private static String name(Optional<Refusal> refusal) {
        return refusal.map(Refusal::name).orElse("good");
    }

    private String read(String line, Function<HttpServerRequest, String> what, String... headers) throws IOException {
        reading = what;
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            String request = line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.substring(answer.indexOf('<') + 1, answer.indexOf('>'));
        }
    }
}
