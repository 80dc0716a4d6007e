package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.carillon.ops.api.Endpoint;
import io.carillon.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who may call, who is slowed, and what is written about it. */
class OpsSecurityTest {
    private static final String FINGERPRINT = ApiKeys.fingerprint(OpsNode.KEY);

    private final OpsNode node = new OpsNode("another-key", OpsNode.KEY);
    private final BlockingQueue<ILoggingEvent> written = new LinkedBlockingQueue<>();
    private final Logger audit = (Logger) LoggerFactory.getLogger("audit");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            written.add(event);
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        audit.setLevel(Level.INFO);
        audit.setAdditive(false);
        audit.addAppender(appender);
    }

    @AfterEach
    void close() {
        audit.detachAppender(appender);
        audit.setLevel(null);
        audit.setAdditive(true);
        node.close();
    }

    @Test
    void a_key_in_the_query_is_none() {
        for (String query : List.of("?X-API-Key=", "?apiKey=", "?api_key=", "?key=", "?token=", "?access_token=")) {
            assertThat(node.get("/api/nodes" + query + OpsNode.KEY).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void after_twenty_wrong_keys_an_address_is_told_to_wait_and_its_right_key_is_not_looked_at() {
        tryWrongKeys(20, 401);
        HttpResponse<String> slowed = tryWrongKeys(1, 429);
        assertThat(Integer.parseInt(slowed.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1, 60);
        assertThat(OpsNode.json(slowed).getString("name")).isEqualTo("rate_limited");
        assertThat(nodes(OpsNode.KEY).statusCode()).isEqualTo(429);
        assertThat(node.get("/api/nodes").statusCode()).isEqualTo(401);
        assertThat(node.get("/metrics").body())
                .contains(
                        "carillon_api_keys_refused_total{reason=\"wrong\"} 20.0",
                        "carillon_api_keys_refused_total{reason=\"slowed\"} 2.0",
                        "carillon_api_keys_refused_total{reason=\"missing\"} 1.0");
    }

    @Test
    void who_is_at_work_is_not_locked_out_by_others_at_the_same_address() {
        assertThat(nodes(OpsNode.KEY).statusCode()).isEqualTo(200);
        tryWrongKeys(20, 401);
        tryWrongKeys(5, 429);
        assertThat(nodes(OpsNode.KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void a_changing_call_is_written_down_with_the_fingerprint_of_its_key() throws Exception {
        post("/stats/reset", OpsNode.KEY);
        assertThat(nextLine())
                .matches("key=" + FINGERPRINT
                        + " role=admin address=127.0.0.1 method=POST path=/stats/reset status=200 ms=\\d+");
        post("/api/nothing", "another-key");
        assertThat(nextLine())
                .matches("key=" + ApiKeys.fingerprint("another-key")
                        + " role=admin address=127.0.0.1 method=POST path=/api/nothing status=404 ms=\\d+");
        assertThat(FINGERPRINT).matches("[0-9a-f]{8}");
    }

    @Test
    void a_key_to_read_with_changes_nothing_and_its_attempt_is_written_down() throws Exception {
        for (String path : List.of("/api/nodes", "/api/connections", "/api/revocations")) {
            assertThat(node.get(path, "X-API-Key", OpsNode.READ_KEY).statusCode())
                    .isEqualTo(200);
        }
        assertThat(node.send(node.request("/api/nodes")
                                .header("Authorization", "Bearer " + OpsNode.READ_KEY)
                                .method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        for (Endpoint endpoint : node.endpoints()) {
            String path = endpoint.path().replaceAll("\\{[^}]*}", "a");
            String method = endpoint.method().name();
            if (!method.equals("GET")) {
                HttpResponse<String> refused = node.send(node.request(path)
                        .header("X-API-Key", OpsNode.READ_KEY)
                        .method(method, BodyPublishers.ofString("{\"data\":1}")));
                assertThat(refused.statusCode()).as(method + " " + path).isEqualTo(403);
                assertThat(OpsNode.json(refused).getString("name")).isEqualTo("permission_denied");
                assertThat(nextLine())
                        .startsWith("key=" + ApiKeys.fingerprint(OpsNode.READ_KEY)
                                + " role=read address=127.0.0.1 method=" + method + " path=" + path + " status=403");
            }
        }
        post("/stats/reset", OpsNode.READ_KEY);
        assertThat(nextLine()).contains("role=read", "path=/stats/reset status=403");
        assertThat(node.hub.commands).isEmpty();
        assertThat(node.service.draining).isFalse();
    }

    @Test
    void wrong_keys_are_written_down_and_nothing_of_them() throws Exception {
        post("/stats/reset", "mistyped");
        assertThat(nextLine())
                .matches("key=unknown address=127.0.0.1 method=POST path=/stats/reset status=401 ms=\\d+");
        nodes("mistyped");
        assertThat(nextLine()).matches("key=unknown address=127.0.0.1 method=GET path=/api/nodes status=401 ms=\\d+");
    }

    @Test
    void what_changes_nothing_or_has_no_key_is_not_written_down() throws Exception {
        nodes(OpsNode.KEY);
        node.send(node.request("/stats/reset").POST(BodyPublishers.noBody()));
        post("/marker", OpsNode.KEY);
        post("/stats/reset", OpsNode.KEY);
        assertThat(nextLine()).contains("path=/stats/reset status=200");
        assertThat(written).isEmpty();
    }

    @Test
    void what_a_batch_changes_is_written_down_one_by_one() throws Exception {
        node.auditPublishes = true;
        String batch = "{\"requests\":[{\"method\":\"POST\",\"path\":\"/api/channels/a%20b\\n\u00e4/messages?x\"},"
                + "{\"method\":\"GET\",\"path\":\"/api/nodes\"},{\"method\":\"DELETE\",\"path\":\"/api/x\"}]}";
        node.send(node.request("/api/batch").header("X-API-Key", OpsNode.KEY).POST(BodyPublishers.ofString(batch)));
        String who = "key=" + FINGERPRINT + " role=admin address=127.0.0.1 ";
        assertThat(nextLine()).matches(who + "method=POST path=/api/batch status=200 ms=\\d+");
        assertThat(nextLine()).isEqualTo(who + "method=POST path=/api/channels/a%20b%0A%C3%A4/messages status=400");
        assertThat(nextLine()).isEqualTo(who + "method=DELETE path=/api/x status=404");
        assertThat(written).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/channels/chat:a/messages",
                "/api/channels/chat%3Aa%2Fb/messages",
                "/api/channels/chat%3Aa/messages",
                "/api/messages",
                "/api/connections/c/messages",
                "/api/users/u/messages",
                "/api/groups/g/messages"
            })
    void publishingHasALineOnlyByOption(String path) throws Exception {
        String part = "{\"method\":\"POST\",\"path\":\"" + path + "?x=1\",\"body\":{\"data\":1}}";
        String batch = "{\"requests\":[" + part + "," + part + ",{\"method\":\"GET\",\"path\":\"/api/nodes\"}]}";
        post(path, OpsNode.KEY);
        post("/api/batch", OpsNode.KEY, batch);
        post("/stats/reset", OpsNode.KEY);
        assertThat(nextLine()).contains("path=/stats/reset");
        post(path, "mistyped");
        assertThat(nextLine()).contains("key=unknown", "path=" + path, "status=401");
        post("/api/batch", OpsNode.KEY, batch.replace("]}", ",{\"method\":\"DELETE\",\"path\":\"/api/x\"}]}"));
        assertThat(nextLine()).contains("path=/api/batch");
        assertThat(nextLine()).contains("method=DELETE path=/api/x");
        node.auditPublishes = true;
        post(path, OpsNode.KEY);
        assertThat(nextLine()).contains("path=" + path);
        post("/api/batch", OpsNode.KEY, batch);
        assertThat(nextLine()).contains("path=/api/batch");
        assertThat(nextLine()).contains("path=" + path);
        assertThat(nextLine()).contains("path=" + path);
        assertThat(written).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/nodes/n/messages",
                "/api/channels/a/b/messages",
                "/api/channels/a/messages/x",
                "/api/x/../channels/chat:a/messages",
                "/api/reload"
            })
    void whatOnlyLooksLikePublishingHasItsLine(String path) throws Exception {
        post(path, OpsNode.KEY);
        assertThat(nextLine()).contains("path=" + path);
    }

    @Test
    void a_hostile_path_is_written_as_it_should_have_been_sent() throws Exception {
        raw("POST /api/a%0d%0akey=%22b HTTP/1.1", "/api/a%0d%0akey=%22b");
        raw("POST /api/a\"b\\c[2K HTTP/1.1", "/api/a%22b%5Cc[2K");
        raw("POST /api/../api/x?key=secret HTTP/1.1", "/api/../api/x");
        raw("BREW /api/x HTTP/1.1", "method=other path=/api/x");
        raw("POST /api/" + "x".repeat(5_000) + " HTTP/1.1", "x".repeat(5_000));
    }

    private void raw(String line, String expected) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", node.port())) {
            String request = line + "\r\nHost: x\r\nConnection: close\r\nX-API-Key: " + OpsNode.KEY
                    + "\r\nContent-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404");
        }
        assertThat(nextLine()).contains(expected).doesNotContain("secret");
    }

    @Test
    void more_callers_than_there_are_places_push_out_who_asks_nothing() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                idle.add(new Socket("127.0.0.1", node.port()));
            }
            assertThat(idle.get(0).getInputStream().read()).isEqualTo(-1);
            assertThat(node.get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void a_head_that_trickles_in_ends_with_its_connection() throws IOException {
        try (Socket slow = new Socket("127.0.0.1", node.port())) {
            slow.getOutputStream().write("GET /health/live HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            Await.until("the connection is cut", () -> isCut(slow));
        }
    }

    private static boolean isCut(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    private HttpResponse<String> tryWrongKeys(int times, int status) {
        HttpResponse<String> last = null;
        for (int i = 0; i < times; i++) {
            last = nodes("wrong-" + i);
            assertThat(last.statusCode()).isEqualTo(status);
        }
        return last;
    }

    private HttpResponse<String> nodes(String key) {
        return node.get("/api/nodes", "X-API-Key", key);
    }

    private void post(String path, String key) {
        node.send(node.request(path).header("X-API-Key", key).POST(BodyPublishers.noBody()));
    }

    private void post(String path, String key, String body) {
        node.send(node.request(path).header("X-API-Key", key).POST(BodyPublishers.ofString(body)));
    }

    private String nextLine() throws InterruptedException {
        ILoggingEvent event = written.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("a line of the audit log").isNotNull();
        StringBuilder line = new StringBuilder();
        event.getKeyValuePairs().forEach(pair -> line.append(' ').append(pair.key + "=" + pair.value));
        return line.substring(1);
    }
}
