package io.carillon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.wire.Bytes;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent to a call of the API, with the right key: the error object or a proper answer, never a failure of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileApiTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int DEADLINE_MILLIS = 20_000;
    /** What is answered without a body when head and framing are not those of a request, or longer than is read. */
    private static final List<Integer> NO_HTTP = List.of(400, 414, 431);

    private static final String JSON = "Content-Type: application/json";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = new TestServer(directory);
    }

    @AfterAll
    void end() {
        server.close();
    }

    Stream<String> calls() {
        return server.endpoints().stream()
                .map(endpoint -> endpoint.method() + " " + endpoint.path())
                .sorted();
    }

    private Set<String> fields(String call) {
        return server.endpoints().stream()
                .filter(endpoint -> call.equals(endpoint.method() + " " + endpoint.path()))
                .findFirst()
                .orElseThrow()
                .fields();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void names_in_its_path(String call) throws IOException {
        for (String name : call.contains("{") ? HostileInput.names() : List.<String>of()) {
            byte[] body = HostileInput.body(fields(call)).getBytes(UTF_8);
            send(call.replaceAll("\\{[^}]*}", name.replace("$", "\\$")), body, JSON);
        }
        send(call + "/", new byte[0]);
        send(call + "/..", new byte[0]);
        send(call + "/%2e%2e/%2e%2e/etc/passwd", new byte[0]);
        send(call.replace("/api", "//api"), new byte[0]);
        send(call.replace("/api", "/./api"), new byte[0]);
        send(call.replace("/api", "/%61pi"), new byte[0]);
        assertHealthy();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void its_query(String call) throws IOException {
        for (String query : HostileInput.queries()) {
            send(plain(call) + "?" + query, new byte[0]);
        }
        assertHealthy();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void its_body(String call) throws IOException {
        for (byte[] body : HostileInput.bodies(fields(call))) {
            send(plain(call), body, JSON);
        }
        assertHealthy();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void sizes_of_its_body(String call) throws IOException {
        send(plain(call), ("{\"data\":\"" + "x".repeat(MEGABYTE - 20) + "\"}").getBytes(UTF_8), JSON);
        assertThat(send(plain(call), new byte[MEGABYTE + 1], JSON)).isEqualTo(413);
        assertThat(raw(head(plain(call), "Transfer-Encoding: chunked") + "100001\r\n" + "x".repeat(MEGABYTE + 1)
                        + "\r\n0\r\n\r\n"))
                .isEqualTo(413);
        assertHealthy();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void its_headers(String call) throws IOException {
        for (String header : HostileInput.headers()) {
            send(plain(call), "{\"data\":1}".getBytes(UTF_8), header);
        }
        assertHealthy();
    }

    /** Judged before the call is looked for, so one stands for all. The end of what is sent is the end of the connection. */
    @ParameterizedTest
    @MethodSource("io.carillon.HostileInput#framings")
    void the_framing_of_a_body(String framing) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.opsPort())) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            writeWhatIsTaken(socket, (head("POST /api/rebalance", framing) + "{}").getBytes(UTF_8));
            socket.shutdownOutput();
            String answer = new String(readWhatComes(socket), UTF_8);
            if (!answer.isEmpty()) {
                judge(framing, answer);
            }
        }
        assertHealthy();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void other_methods_on_its_path(String call) throws IOException {
        String path = plain(call).substring(call.indexOf(' '));
        for (String method : HostileInput.METHODS) {
            send(method + path, new byte[0]);
            send(method + path, "{}".getBytes(UTF_8), JSON);
        }
        assertHealthy();
    }

    /** With an ordinary name for each in the path. */
    private static String plain(String call) {
        return call.replaceAll("\\{[^}]*}", "name");
    }

    private int send(String line, byte[] body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Length: " + body.length);
        byte[] head = head(line, all.toArray(String[]::new)).getBytes(StandardCharsets.ISO_8859_1);
        return exchange(line, Bytes.join(head, body));
    }

    private int raw(String request) throws IOException {
        return exchange(request.substring(0, Math.min(300, request.length())), request.getBytes(UTF_8));
    }

    private static String head(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: " + TestServer.API_KEY + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** Sends it and looks at the answer; 0 when there was none, because a request was not finished, or reset. */
    private int exchange(String what, byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.opsPort())) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            writeWhatIsTaken(socket, request);
            String answer = new String(readWhatComes(socket), UTF_8);
            return answer.isEmpty() ? 0 : judge(what, answer);
        }
    }

    private static int judge(String what, String answer) {
        int status = Integer.parseInt(answer.substring(9, 12));
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(status).as(what + " -> " + answer).isBetween(100, 499);
        assertThat(body).as(what).doesNotContain("Exception", "\tat ", "io.carillon", "io.vertx");
        if (body.isEmpty() && NO_HTTP.contains(status)) {
            return status;
        }
        if (status >= 400 && !what.startsWith("HEAD")) {
            JsonObject error = new JsonObject(body);
            assertThat(error.getString("type")).as(what).isEqualTo("error");
            assertThat(error.getInteger("code")).as(what).isEqualTo(status);
            assertThat(error.getString("name")).as(what).isNotBlank();
            assertThat(error.getString("message")).as(what).isNotBlank();
        }
        return status;
    }

    /** The node may have judged, answered and closed before all was sent. */
    private static void writeWhatIsTaken(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
        } catch (IOException closed) {
            assertThat(closed).isInstanceOf(SocketException.class);
        }
    }

    private static byte[] readWhatComes(Socket socket) throws IOException {
        byte[] all = new byte[0];
        byte[] part = new byte[8192];
        try {
            for (int length = socket.getInputStream().read(part);
                    length >= 0;
                    length = socket.getInputStream().read(part)) {
                all = Bytes.join(all, Arrays.copyOf(part, length));
            }
        } catch (SocketException reset) {
            return all;
        }
        return all;
    }

    private void assertHealthy() throws IOException {
        assertThat(send("GET /health/ready", new byte[0])).isEqualTo(200);
        assertThat(send("GET /api/nodes", new byte[0])).isEqualTo(200);
        assertThat(server.metrics("carillon_errors_internal_total"))
                .containsExactly("carillon_errors_internal_total 0.0");
        assertThat(server.metrics("carillon_verticle_restarts_total")).isEmpty();
    }
}
