package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A node without any key, on loopback: it makes what is needed to try it out, and says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevelopmentNodeIT {
    private static final Pattern TOKEN = Pattern.compile("(?<![#\\w.=-])(eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+)");
    private static final Pattern PAGE = Pattern.compile("(http://[\\w.:]+/)\\S*#\\S*(eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+)");
    private static final Pattern KEY = Pattern.compile("(?i)api.?key\\W+([\\w-]{16,})");

    private CarillonProcess node;
    private String output;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.ports());
        Await.until("it has told all", () -> node.output().contains(" Started "));
        output = node.output();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void thePrintedTokenConnects() {
        try (JdkClient client = JdkClient.connect(node, found(TOKEN).group(1))) {
            client.send("{\"type\":\"ping\"}").nextOf("pong");
        }
    }

    @Test
    void thePrintedPageIsThereAndItsTokenConnects() {
        Matcher page = found(PAGE);
        assertThat(page.group(1)).isEqualTo("http://127.0.0.1:" + node.port() + "/");
        var answer = node.request(HttpRequest.newBuilder(URI.create(page.group(1))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        JdkClient.connect(node, page.group(2)).close();
    }

    /** Clients that would rather speak HTTP/2 say so in an Upgrade header (RFC 9110 section 7.8: it may be ignored). */
    @Test
    void thePageIsThereForClientsThatOfferHttp2() {
        UpgradeRequest request = UpgradeRequest.to("/")
                .replacing("Upgrade", "h2c")
                .replacing("Connection", "Upgrade, HTTP2-Settings")
                .with("HTTP2-Settings", "AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA")
                .without("Sec-WebSocket-Key")
                .without("Sec-WebSocket-Version");
        try (RawSocket socket = RawSocket.connect(node.port())) {
            assertThat(socket.exchange(request).status()).isEqualTo(200);
        }
    }

    @Test
    void thePrintedKeyOpensTheApi() {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.opsPort() + "/api/nodes"))
                .header("X-API-Key", found(KEY).group(1));
        assertThat(node.request(request).statusCode()).isEqualTo(200);
    }

    private Matcher found(Pattern pattern) {
        Matcher matcher = pattern.matcher(output);
        assertThat(matcher.find()).as("%s in\n%s", pattern, output).isTrue();
        return matcher;
    }
}
