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
        "1, Upgrade: websockets, '426 without Upgrade: websocket.'",
        "1, X: y, '426 without Upgrade: websocket.'",
        "2, Connection: close, '400 without Connection: Upgrade.'",
        "2, X: y, '400 without Connection: Upgrade.'",
        "3, Sec-WebSocket-Version: 8, 426 version 13",
        "3, X: y, 426 version 13",
        "3, 'Sec-WebSocket-Version: 13, 8', 426 version 13",
        "4, X: y, 400 Sec-WebSocket-Key",
        "4, Sec-WebSocket-Key: AQID, 400 Sec-WebSocket-Key",
        "4, Sec-WebSocket-Key: !, 400 Sec-WebSocket-Key",
        "4, Sec-WebSocket-Key:, 400 Sec-WebSocket-Key"
    })
    void what_is_wrong_with_a_handshake_is_named(int line, String header, String refusal) throws IOException {
        assertThat(judged("GET / HTTP/1.1", with(line, header)))
                .startsWith(refusal.substring(0, 4))
                .contains(refusal.substring(4));
    }

    @Test
    void what_a_proxy_has_lost_is_named_together() throws IOException {
        assertThat(judged("GET /ws HTTP/1.0", "Host: x", "Connection: close"))
                .startsWith("426 ")
                .contains("without Upgrade: websocket, Connection: Upgrade, HTTP/1.1. A proxy");
        assertThat(judged("GET /ws HTTP/1.0", GOOD)).startsWith("400 ").contains("without HTTP/1.1. A proxy");
    }

    @Test
    void another_method_or_a_body_or_two_keys_are_no_handshake() throws IOException {
        assertThat(judged("POST / HTTP/1.1", GOOD)).startsWith("405 ");
        assertThat(judged("GET / HTTP/1.1", with(0, "Host: x\r\nContent-Length: 3")))
                .startsWith("400 ")
                .contains("body");
        assertThat(judged("GET / HTTP/1.1", with(4, KEY + "\r\n" + KEY)))
                .startsWith("400 ")
                .contains("Sec-WebSocket-Key");
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
        "-, http://h:1, true",
        "-, https://h:1, true",
        "-, http://h, false",
        "http://a, http://a, true",
        "http://a, http://h:1, true",
        "http://a, http://b, false",
        "*, http://anything, true",
        "*, null, true"
    })
    void an_origin_is_one_header(String allowed, String origin, boolean passes) throws IOException {
        Origins origins = new Origins(allowed.equals("-") ? List.of() : List.of(allowed));
        assertThat(permitted(origins, "Origin: " + origin)).isEqualTo("" + passes);
        assertThat(permitted(origins, "X: y")).isEqualTo("true");
        assertThat(permitted(origins, "Origin: " + origin + "\r\nOrigin: " + origin))
                .isEqualTo("" + allowed.equals("*"));
        assertThat(permitted(origins, "Origin:")).isEqualTo("" + allowed.equals("*"));
    }

    private String permitted(Origins origins, String header) throws IOException {
        return read("GET / HTTP/1.1", request -> "" + origins.permit(request), "Host: h:1", header);
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
        return refusal.map(each -> each.status() + " " + each.message()).orElse("good");
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
