package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final String NOT_FOUND =
            "{\"type\":\"error\",\"code\":404,\"name\":\"not_found\",\"message\":\"Not found\"}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;

    @BeforeAll
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(new Pages()::handle)
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html; charset=utf-8",
        "/?from=mail,text/html; charset=utf-8",
        "/app.js,text/javascript; charset=utf-8",
        "/connection.js,text/javascript; charset=utf-8",
        "/app.css,text/css; charset=utf-8",
        "/favicon.svg,image/svg+xml"
    })
    void each_file_comes_with_its_type_and_a_strict_policy(String path, String type) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNotBlank();
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(answer, "Connection")).isEqualTo("close");
        assertThat(header(answer, "Content-Security-Policy"))
                .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void the_page_names_only_files_that_are_served_and_has_no_inline_script_or_style() throws Exception {
        String html = get("/").body();

        assertThat(html).doesNotContain("<style").doesNotContainPattern("\\s(style|on\\w+)=");
        assertThat(html).doesNotContainPattern("<script(?![^>]*\\ssrc=)");
        for (String path : references("(?:src|href)=\"(/[^\"]*)\"", html)) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : references("from \"\\.(/[^\"]*)\"", get("/app.js").body())) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
    void a_client_that_has_the_file_is_told_so(String condition) throws Exception {
        String etag = header(get("/app.js"), "ETag");
        assertThat(etag).matches("\"[0-9a-f]{32}\"");

        HttpResponse<String> answer = send(request("/app.js").header("If-None-Match", condition.formatted(etag)));

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "ETag")).isEqualTo(etag);
    }

    @Test
    void a_client_that_has_another_version_gets_the_file() throws Exception {
        assertThat(send(request("/app.js").header("If-None-Match", "\"other\"")).statusCode())
                .isEqualTo(200);
        assertThat(send(request("/app.js")
                                .header("If-None-Match", "\"other\"")
                                .header("If-None-Match", "\"another\", *"))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() throws Exception {
        HttpResponse<String> answer = send(request("/app.css").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "Content-Length"))
                .isEqualTo(header(get("/app.css"), "Content-Length"))
                .isNotEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/ws", "/index.html", "/web/app.js", "/../app.js", "/%2e%2e/app.js", "//app.js", "/app.js/", "*"
            })
    void every_other_target_is_not_found(String target) throws Exception {
        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .endsWith(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"})
    void no_file_takes_another_method(String method) throws Exception {
        HttpResponse<String> nowhere = send(request("/nowhere").method(method, BodyPublishers.ofString("x")));
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.body()).isEqualTo(NOT_FOUND);

        HttpResponse<String> answer = send(request("/").method(method, BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
        assertThat(answer.body()).contains("\"code\":405,\"name\":\"method_not_allowed\"");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Connection")).isEqualTo("close");
    }

    @Test
    void the_connection_ends_with_its_answer() throws Exception {
        assertThat(raw("GET /app.css HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    }

    /** Reads to the end of the stream, so it returns only because the server closes. */
    private String raw(String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort());
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Iterable<String> references(String pattern, String text) {
        var found = Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
