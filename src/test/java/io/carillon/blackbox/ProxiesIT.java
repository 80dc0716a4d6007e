package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Bytes;
import io.carillon.wire.Dialogue;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a client is, where proxies of the operator stand before the node and tell it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxiesIT {
    private static final String V2_OF_TCP6 = "0d0a0d0a000d0a515549540a 21 21 0024 "
            + "20010db8000000000000000000000007 20010db8000000000000000000000008 1267 01bb";
    private static final String V2_LOCAL = "0d0a0d0a000d0a515549540a 20 00 0000";

    private CarillonProcess trusting;
    private CarillonProcess wary;

    @BeforeAll
    void start() {
        NodeConf conf = NodeConf.open().with("server.proxyProtocol", true);
        trusting = CarillonProcess.start(
                conf.with("server.trustedProxies", new JsonArray(List.of("127.0.0.0/8", "10.0.0.0/8", "fd00::/8"))));
        wary = CarillonProcess.start(NodeConf.open()
                .with("server.proxyProtocol", true)
                .with("server.trustedProxies", new JsonArray(List.of("10.0.0.0/8"))));
    }

    @AfterAll
    void stop() {
        for (CarillonProcess node : List.of(trusting, wary)) {
            try (CarillonProcess ending = node) {
                assertThat(ending.output()).doesNotContain("Exception").doesNotContain("ERROR");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        PROXY TCP4 203.0.113.7 192.0.2.1 51234 443    |                                 | 203.0.113.7
        PROXY TCP6 2001:DB8:0::7 ::1 51234 443        |                                 | 2001:db8::7
        PROXY UNKNOWN                                 |                                 | 127.0.0.1
        PROXY TCP4 203.0.113.7 192.0.2.1 51234 443    | 198.51.100.1                    | 203.0.113.7
        PROXY TCP4 10.0.0.7 192.0.2.1 51234 443       | 198.51.100.1:80                 | 198.51.100.1
        PROXY TCP6 fd00::7 ::1 51234 443              | 1.1.1.1, "[2001:DB8::0:9]:4711" | 2001:db8::9
        PROXY UNKNOWN                                 | 203.0.113.9                     | 203.0.113.9
        """)
    void whatATrustedProxyTellsIsTheAddress(String line, String forwarded, String address) {
        assertThat(address((line + "\r\n").getBytes(StandardCharsets.US_ASCII), forwarded))
                .isEqualTo(address);
    }

    @Test
    void theSecondVersionIsReadToo() {
        assertThat(address(Bytes.hex(V2_OF_TCP6), null)).isEqualTo("2001:db8::7");
        assertThat(address(Bytes.hex(V2_LOCAL), null)).isEqualTo("127.0.0.1");
    }

    @Test
    void aHeaderThatTricklesIsRead() {
        try (RawSocket socket = RawSocket.connect(trusting.port())) {
            socket.sendChopped("PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\n".getBytes(StandardCharsets.US_ASCII), 1);
            assertThat(socket.exchange(UpgradeRequest.to("/ws")).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 1.2.3 192.0.2.1 1 2\r\n", "PROXY \r\n", "\r\n\r\n\u0000\r\nQUIX\n"})
    void aTrustedProxyWithoutAHeaderIsClosed(String header) {
        try (RawSocket socket = RawSocket.connect(trusting.port())) {
            socket.sendUnlessCut(Bytes.join(
                    header.getBytes(StandardCharsets.ISO_8859_1),
                    UpgradeRequest.to("/ws")
                            .bearer(trusting.tokens().of("alice"))
                            .bytes()));
            new Dialogue(socket).expectEnd();
        }
        assertThat(trusting.output()).contains("server.proxyProtocol");
    }

    @Test
    void othersAreNotAskedForAHeader() {
        try (Dialogue client = wary.raw(wary.tokens().of("alice"))) {
            assertThat(client.text()).contains("welcome");
            assertThat(addresses(wary)).containsOnly("127.0.0.1");
        }
    }

    @Test
    void othersAreNotBelieved() {
        for (byte[] header : List.of(
                "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\n".getBytes(StandardCharsets.US_ASCII),
                Bytes.hex(V2_OF_TCP6))) {
            try (RawSocket socket = RawSocket.connect(wary.port())) {
                socket.sendUnlessCut(Bytes.join(
                        header,
                        UpgradeRequest.to("/ws")
                                .bearer(wary.tokens().of("alice"))
                                .bytes()));
                assertThat(socket.readAnswer().status()).isBetween(400, 505);
            }
        }
    }

    /** What the API says of a client whose connection begins so. */
    private String address(byte[] header, String forwarded) {
        UpgradeRequest request =
                UpgradeRequest.to("/ws").bearer(trusting.tokens().of("alice"));
        request = forwarded == null ? request : request.with("X-Forwarded-For", forwarded);
        try (RawSocket socket = RawSocket.connect(trusting.port())) {
            socket.send(Bytes.join(header, request.bytes()));
            HttpAnswer answer = socket.readAnswer();
            assertThat(answer.status()).isEqualTo(101);
            JsonObject welcome = new JsonObject(new Dialogue(socket).text());
            String id = welcome.getJsonObject("data").getString("clientId");
            return new JsonObject(trusting.ops("/api/connections/" + id).body()).getString("remoteAddress");
        }
    }

    private static List<String> addresses(CarillonProcess node) {
        return new JsonObject(node.ops("/api/connections").body())
                .getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getString("remoteAddress"))
                        .toList();
    }
}
