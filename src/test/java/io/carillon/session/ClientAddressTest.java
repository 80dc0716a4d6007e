package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aStrangerIsNotBelieved() throws Exception {
        assertThat(seen(List.of("10.0.0.1"), "1.2.3.4")).isEqualTo(LOOPBACK);
    }

    @Test
    void aTrustedProxyIsBelieved() throws Exception {
        assertThat(seen(List.of(LOOPBACK), "1.2.3.4")).isEqualTo("1.2.3.4");
    }

    @Test
    void whatAClientInventsBeforeTheProxyIsNotBelieved() throws Exception {
        assertThat(seen(List.of(LOOPBACK), "9.9.9.9, 1.2.3.4")).isEqualTo("1.2.3.4");
    }

    @Test
    void aChainOfTrustedProxiesIsFollowedToItsEnd() throws Exception {
        assertThat(seen(List.of(LOOPBACK, "10.0.0.1"), "9.9.9.9, 1.2.3.4, 10.0.0.1"))
                .isEqualTo("1.2.3.4");
    }

    @Test
    void aProxyThatSaysNothingIsTheClient() throws Exception {
        assertThat(seen(List.of(LOOPBACK), " ")).isEqualTo(LOOPBACK);
    }

    private String seen(List<String> trusted, String forwarded) throws Exception {
        ClientAddress address = new ClientAddress(trusted);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(address.of(request)));
        Future<HttpServer> listening = server.listen(0, LOOPBACK);
        URI uri = URI.create("http://" + LOOPBACK + ":" + listening.await().actualPort());
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("X-Forwarded-For", forwarded).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
