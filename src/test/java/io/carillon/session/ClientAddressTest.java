package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.AddressRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        127.0.0.0/8             | 203.0.113.7:51234                     | 203.0.113.7
        127.0.0.1               | "[2001:DB8::7]:4711"                  | 2001:db8::7
        ::ffff:127.0.0.1        | 2001:db8:0:0:0:0:0:7                  | 2001:db8::7
        127.0.0.0/8,10.0.0.0/8  | 9.9.9.9, 1.2.3.4, 10.255.3.1:80       | 1.2.3.4
        127.0.0.0/8,fd00::/8    | 1.2.3.4, "[fd00:0::1]:443"            | 1.2.3.4
        127.0.0.0/8             | 1.2.3.4, unknown                      | 127.0.0.1
        127.0.0.0/8,10.0.0.0/8  | 1.2.3.4, unix:, 10.0.0.1              | 10.0.0.1
        127.0.0.0/8             | 1.2.3.4,                              | 127.0.0.1
        127.0.0.0/8,10.0.0.0/8  | 10.0.0.2, 10.0.0.1                    | 10.0.0.2
        10.0.0.0/8              | 10.0.0.2                              | 127.0.0.1
        """)
    void whatTrustedProxiesWriteIsRead(String trusted, String forwarded, String address) throws Exception {
        assertThat(seen(List.of(trusted.split(",")), forwarded)).isEqualTo(address);
    }

    @Test
    void severalHeadersAreOneList() throws Exception {
        assertThat(seen(List.of("127.0.0.1", "10.0.0.1"), "9.9.9.9", "1.2.3.4", "10.0.0.1"))
                .isEqualTo("1.2.3.4");
    }

    private String seen(List<String> trusted, String... forwarded) throws Exception {
        ClientAddress address =
                new ClientAddress(trusted.stream().map(AddressRange::parse).toList());
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(address.of(request)));
        Future<HttpServer> listening = server.listen(0, LOOPBACK);
        URI uri = URI.create("http://" + LOOPBACK + ":" + listening.await().actualPort());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        Stream.of(forwarded).forEach(value -> request.header("X-Forwarded-For", value));
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
