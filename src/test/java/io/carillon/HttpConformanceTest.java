package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.wire.Bytes;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** HTTP/1.1 by RFC 9112 on both listeners, over raw sockets: what is answered, and whether the connection lives on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpConformanceTest {
    private static final int DEADLINE_MILLIS = 20_000;
    private static final String HOST = "Host: x\r\n";
    private static final String KEY = "X-API-Key: " + TestServer.API_KEY + "\r\n";
    private static final String CHUNKED = HOST + KEY + "Transfer-Encoding: chunked\r\n\r\n";

    private enum Listener {
        PUBLIC("/app.js"),
        OPS("/health/live");

        private final String page;

        Listener(String page) {
            this.page = page;
        }
    }

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = new TestServer(directory);
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root().addAppender(log);
    }

    @AfterAll
    void end() {
        root().detachAppender(log);
        server.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @AfterEach
    void nothingIsLoggedAndTheNodeIsWell() throws IOException {
        assertThat(log.list.stream().filter(event -> event.getThrowableProxy() != null))
                .isEmpty();
        log.list.clear();
        assertThat(server.metrics("carillon_errors_internal_total"))
                .containsExactly("carillon_errors_internal_total 0.0");
        assertThat(exchange(Listener.OPS, "GET /health/ready HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(exchange(Listener.PUBLIC, "GET / HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** What no listener takes: the request, where @ stands for a page of the listener, the status, the name of the error. */
    static Stream<Arguments> refused() {
        List<Arguments> rows = List.of(
                Arguments.of("no Host", "GET @ HTTP/1.1\r\n\r\n", 400, "invalid_message"),
                Arguments.of("two Hosts", "GET @ HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400, "invalid_message"),
                Arguments.of(
                        "two Hosts of 1.0", "GET @ HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n", 400, "invalid_message"),
                Arguments.of("an empty Host", "GET @ HTTP/1.1\r\nHost:\r\n\r\n", 400, "invalid_message"),
                host("a b"),
                host("a/b"),
                host("a@b"),
                host("x:y"),
                host("x:99999"),
                host("x:1:2"),
                host("[::1"),
                host("::1"),
                host("x,y z"),
                host("\u00e9"),
                host("%zz"),
                host("http://x"),
                version("HTTP/2.0", 505),
                version("HTTP/0.9", 505),
                version("HTTP/3.0", 505),
                version("ICY/1.0", 400),
                version("HTTP/1", 400),
                version("HTTP/", 400),
                version("http/1.1", 400),
                version("HTTP/1.1 x", 400),
                version("nonsense", 400),
                Arguments.of("HTTP/0.9", "GET @\r\n\r\n", 400, "invalid_message"),
                Arguments.of("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "invalid_message"),
                Arguments.of("TLS", "\u0016\u0003\u0001\u0000\u0005hello\r\n\r\n", 400, "invalid_message"),
                Arguments.of("one word", "garbage\r\n\r\n", 400, "invalid_message"),
                Arguments.of("a target without a slash", "GET x HTTP/1.1\r\n" + HOST + "\r\n", 400, "invalid_message"),
                Arguments.of(
                        "a control in the target", "GET @\u0001 HTTP/1.1\r\n" + HOST + "\r\n", 400, "invalid_message"),
                Arguments.of(
                        "beyond ASCII in the target",
                        "GET @\u00e9 HTTP/1.1\r\n" + HOST + "\r\n",
                        400,
                        "invalid_message"),
                Arguments.of("GET *", "GET * HTTP/1.1\r\n" + HOST + "\r\n", 400, "invalid_message"),
                header("X : y"),
                header("X\t: y"),
                header(" X: y"),
                header("A\u0000B: y"),
                header("A(B): y"),
                header("\u00e9: y"),
                header(": y"),
                header("no colon"),
                header("X: a\u0000b"),
                header("X: a\rb"),
                header("X: y\r\n folded"),
                header("X: y\r\n\tfolded"),
                header("Content-Length: -1"),
                header("Content-Length: +2"),
                header("Content-Length: 0x2"),
                header("Content-Length: x"),
                header("Content-Length: 2, 3"),
                header("Content-Length: 99999999999999999999"),
                header("Content-Length: 2\r\nContent-Length: 3"),
                header("Content-Length: 2\r\nTransfer-Encoding: chunked"),
                header("Transfer-Encoding: chunked\r\nContent-Length: 2"),
                header("Transfer-Encoding: nonsense"),
                header("Transfer-Encoding: chunked, chunked"),
                header("Transfer-Encoding: gzip, chunked"),
                header("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
                Arguments.of(
                        "Transfer-Encoding in 1.0",
                        "POST @ HTTP/1.0\r\n" + CHUNKED + "0\r\n\r\n",
                        400,
                        "invalid_message"),
                Arguments.of(
                        "a long line",
                        "GET /" + "a".repeat(17_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
                        431,
                        "header_too_large"),
                Arguments.of("a line without end", "GET /" + "a".repeat(100_000), 431, "header_too_large"),
                Arguments.of(
                        "a long header",
                        "GET @ HTTP/1.1\r\n" + HOST + "X: " + "b".repeat(17_000) + "\r\n\r\n",
                        431,
                        "header_too_large"),
                Arguments.of(
                        "a header without end",
                        "GET @ HTTP/1.1\r\n" + HOST + "X: " + "b".repeat(100_000),
                        431,
                        "header_too_large"),
                Arguments.of(
                        "many headers",
                        "GET @ HTTP/1.1\r\n" + HOST + "X: c\r\n".repeat(3_000) + "\r\n",
                        431,
                        "header_too_large"),
                Arguments.of(
                        "line and headers together",
                        "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + HOST + "X: " + "b".repeat(9_000) + "\r\n\r\n",
                        431,
                        "header_too_large"));
        return both(rows);
    }

    private static Arguments host(String host) {
        return Arguments.of("Host " + host, "GET @ HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400, "invalid_message");
    }

    private static Arguments version(String version, int status) {
        return Arguments.of(version, "GET @ " + version + "\r\n" + HOST + "\r\n", status, "invalid_message");
    }

    private static Arguments header(String header) {
        return Arguments.of(header, "POST @ HTTP/1.1\r\n" + HOST + header + "\r\n\r\n{}", 400, "invalid_message");
    }

    private static Stream<Arguments> both(List<Arguments> rows) {
        return Stream.of(Listener.values())
                .flatMap(listener -> rows.stream()
                        .map(row -> Arguments.of(Stream.concat(Stream.of(listener), Arrays.stream(row.get()))
                                .toArray())));
    }

    /** What stands behind such a request is part of nothing. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refused")
    void whatIsNoRequestIsAnsweredOnceAndEndsTheConnection(
            Listener listener, String what, String request, int status, String name) throws IOException {
        String next = "GET " + listener.page + " HTTP/1.1\r\n" + HOST + "\r\n";
        String answer = exchange(listener, request.replace("@", listener.page) + (request.endsWith("\n") ? next : ""));
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase("\r\nConnection: close\r\n");
        assertThat(answer.split("HTTP/1\\.1 (?=\\d)")).hasSize(2);
        JsonObject error = new JsonObject(body(answer));
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getInteger("code")).isEqualTo(status);
        assertThat(error.getString("name")).isEqualTo(name);
        if (status == 431) {
            assertThat(error.getString("message")).contains("server.maxHeaderSize");
        }
    }

    static Stream<Arguments> taken() {
        return both(List.of(
                Arguments.of("GET @ HTTP/1.1\r\nHost: x:8080\r\n\r\n"),
                Arguments.of("GET @ HTTP/1.1\r\nhOST: my_host.example:\r\n\r\n"),
                Arguments.of("GET @ HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"),
                Arguments.of("GET @ HTTP/1.1\r\nHost: x\r\nX: \u00e9\r\nX:y\r\nX:\r\n\r\n"),
                Arguments.of("GET @?a=b&c HTTP/1.1\r\nHost: x\r\n\r\n"),
                Arguments.of("GET http://elsewhere@ HTTP/1.1\r\nHost: x\r\n\r\n"),
                Arguments.of("\r\nGET @ HTTP/1.1\r\nHost: x\r\n\r\n"),
                Arguments.of("GET @ HTTP/1.2\r\nHost: x\r\n\r\n"),
                Arguments.of("GET @ HTTP/1.0\r\n\r\n"),
                Arguments.of("GET @ HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n"),
                Arguments.of("GET @ HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(16_000) + "\r\n\r\n"),
                Arguments.of("HEAD @ HTTP/1.1\r\nHost: x\r\n\r\n")));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void whatRfc9112AllowsIsTaken(Listener listener, String request) throws IOException {
        String answer = exchange(
                listener,
                request.replace("@", listener.page),
                "GET /last HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.[01] 200 .*");
        if (request.startsWith("HEAD")) {
            assertThat(answer).contains("ontent-");
        }
    }

    /** The head was good, so the call has begun. */
    @ParameterizedTest
    @MethodSource("badChunks")
    void aMalformedBodyIsAnsweredOnceAndEndsTheConnection(String chunks) throws IOException {
        for (String path : List.of("/api/messages", "/api/rebalance")) {
            String answer = exchange(Listener.OPS, "POST " + path + " HTTP/1.1\r\n" + CHUNKED + chunks);
            assertThat(answer).startsWith("HTTP/1.1 400 ").containsIgnoringCase("\r\nConnection: close\r\n");
            assertThat(answer.split("HTTP/1\\.1 (?=\\d)")).hasSize(2);
            assertThat(new JsonObject(body(answer)).getString("name")).isEqualTo("invalid_message");
        }
    }

    static Stream<String> badChunks() {
        return Stream.of(
                "zz\r\n{}\r\n0\r\n\r\n",
                "-2\r\n{}\r\n0\r\n\r\n",
                "+2\r\n{}\r\n0\r\n\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}x\r\n0\r\n\r\n",
                "2\r\n{}2\r\n0\r\n\r\n",
                "\r\n{}\r\n0\r\n\r\n",
                "ffffffffffffffff\r\n{}\r\n0\r\n\r\n",
                "80000000\r\n{}\r\n0\r\n\r\n",
                "2\n{}\n0\n\n",
                "2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nX : y\r\n\r\n",
                "2\r\n{}\r\n0\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");
    }

    @Test
    void pipelinedRequestsAreAllAnsweredInTheirOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            requests.append("GET /api/channels/c")
                    .append(i)
                    .append(" HTTP/1.1\r\n")
                    .append(HOST)
                    .append(KEY)
                    .append("\r\n");
        }
        String answers = exchange(
                Listener.OPS, requests.toString(), "GET /last HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
        String[] each = answers.split("HTTP/1\\.1 ");
        assertThat(each).hasSize(3_002);
        for (int i = 0; i < 3_000; i++) {
            assertThat(each[i + 1])
                    .startsWith("200 ")
                    .contains("\"c" + i + "\"")
                    .contains("Keep-Alive: timeout=");
        }
    }

    @Test
    void partOfARequestThatIsLateGets408AndSilenceEndsWithoutAWord() throws IOException {
        List<Socket> silent = new ArrayList<>();
        List<Socket> late = new ArrayList<>();
        for (int port : List.of(server.port(), server.opsPort())) {
            silent.add(begin(port, ""));
            late.add(begin(port, "G"));
            late.add(begin(port, "GET / HTTP/1.1\r\n" + HOST));
        }
        for (Socket socket : silent) {
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            socket.close();
        }
        for (Socket socket : late) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 408 ").containsIgnoringCase("\r\nConnection: close\r\n");
            assertThat(new JsonObject(body(answer)).getString("name")).isEqualTo("timeout");
            socket.close();
        }
    }

    private static Socket begin(int port, String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(DEADLINE_MILLIS);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @ParameterizedTest
    @MethodSource("lasts")
    void nothingIsProcessedBehindTheLastRequest(Listener listener, String first) throws IOException {
        String answers = exchange(
                listener,
                first.replace("@", listener.page)
                        + ("GET " + listener.page + " HTTP/1.1\r\n" + HOST + "\r\n").repeat(3_000));
        assertThat(answers).startsWith("HTTP/1.").containsIgnoringCase("\r\nConnection: close\r\n");
        assertThat(answers.split("HTTP/1\\.[01] (?=\\d)")).hasSize(2);
    }

    static Stream<Arguments> lasts() {
        return Stream.concat(
                both(List.of(
                        Arguments.of("GET @ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                        Arguments.of("GET @ HTTP/1.0\r\nHost: x\r\n\r\n"))),
                Stream.of(
                        Arguments.of(Listener.PUBLIC, "GET @ HTTP/1.1\r\nHost: x\r\n\r\n"),
                        Arguments.of(Listener.PUBLIC, "GET /ws HTTP/1.1\r\nHost: x\r\n\r\n"),
                        Arguments.of(Listener.PUBLIC, "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"),
                        Arguments.of(
                                Listener.OPS, "POST /api/nodes HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n")));
    }

    /** Sends it and reads to the end: a reset in place of an end is an error. */
    private String exchange(Listener listener, String... parts) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", listener == Listener.OPS ? server.opsPort() : server.port())) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            Thread writer = new Thread(() -> write(socket, String.join("", parts)));
            writer.start();
            byte[] all = new byte[0];
            byte[] part = new byte[8192];
            InputStream in = socket.getInputStream();
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                all = Bytes.join(all, Arrays.copyOf(part, length));
            }
            return new String(all, StandardCharsets.ISO_8859_1);
        }
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closed) {
            assertThat(closed).isInstanceOf(SocketException.class);
        }
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
