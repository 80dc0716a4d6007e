package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of the ops listener is on the public one, whatever is asked and with whatever key. */
class PublicPathsTest {
    @Test
    void paths_of_the_ops_listener_are_not_found_on_the_public_one(@TempDir Path directory) throws Exception {
        try (TestServer server = new TestServer(directory)) {
            List<String> paths = List.of(
                    "/health/live",
                    "/health/ready",
                    "/metrics",
                    "/stats",
                    "/stats/reset",
                    "/api",
                    "/api/",
                    "/api/openapi.json",
                    "/api/nodes",
                    "/api/nodes/x/drain",
                    "/api/rebalance",
                    "/api/messages",
                    "/api/connections/x",
                    "/console",
                    "//api/nodes",
                    "/./api/nodes",
                    "/%61pi/nodes");
            for (String path : paths) {
                for (String method : List.of("GET", "POST", "PUT", "DELETE", "HEAD")) {
                    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .method(method, BodyPublishers.noBody())
                            .header("X-API-Key", "a-key-of-whatever-kind-there-is-here")
                            .build();
                    assertThat(server.http
                                    .send(request, BodyHandlers.ofString())
                                    .statusCode())
                            .as(method + " " + path)
                            .isEqualTo(404);
                }
            }
        }
    }
}
