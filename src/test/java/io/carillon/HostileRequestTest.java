package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request, however odd, ends more than its own connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestTest {
    private static final String UPGRADE = "Host: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n";

    private TestServer server;
    private List<TestWebSocket> others;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = new TestServer(directory);
        others = List.of(server.connect("ada"), server.connect("ben"));
    }

    @AfterAll
    void end() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ws?token=%zz",
                "GET /ws?token=%",
                "GET /ws?%C0=%C0",
                "GET /?token=%u1234",
                "GET /ws?token=",
                "GET /ws?token",
                "GET /ws?&&==&token=a&token=b",
                "GET /%zz?token=%zz",
                "GET *",
                "OPTIONS *",
                "GET http://[::1/ws",
                "GET http://x",
                "GET ws",
                "GET ?token=%zz",
                "GET //",
                "CONNECT x:80",
                "PRI *",
                "BREW /ws",
                "HEAD /ws",
                "GET /\u00e9",
                "GET /ws#%zz?token=%zz"
            })
    void an_odd_request_line_harms_nobody_else(String line) throws Exception {
        for (int i = 0; i < 2; i++) {
            send(line + " HTTP/1.1\r\n" + UPGRADE + "\r\n");
            send(line + " HTTP/1.1\r\nHost: x\r\n\r\n");
            send(line + " HTTP/1.0\r\n" + UPGRADE + "\r\n");
        }
        assertNobodyElseIsHarmed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer ...",
                "Authorization: \u00e9",
                "Sec-WebSocket-Protocol: bearer.",
                "Sec-WebSocket-Protocol: ,,,",
                "Sec-WebSocket-Protocol: bearer.a.b.c",
                "Sec-WebSocket-Extensions: permessage-deflate; =; ;",
                "Origin: ://",
                "Origin: null",
                "Upgrade: ,",
                "Content-Length: 5",
                "Content-Length: -1",
                "Transfer-Encoding: chunked",
                "Expect: 100-continue",
                "Sec-WebSocket-Key: ===",
                "Cookie: \u0001",
                "Connection: close",
                "Host: \u00e9"
            })
    void an_odd_header_harms_nobody_else(String header) throws Exception {
        for (int i = 0; i < 2; i++) {
            send("GET /ws?token=" + server.token("eve") + " HTTP/1.1\r\n" + header + "\r\n" + UPGRADE + "\r\n");
            send("GET / HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n");
        }
        assertNobodyElseIsHarmed();
    }

    private void assertNobodyElseIsHarmed() {
        assertThat(others).allMatch(TestWebSocket::isServed);
        assertThat(server.metrics("carillon_verticle_restarts_total")).isEmpty();
    }

    /** Sends it and hangs up; what is answered does not matter. */
    private void send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            drain(socket.getInputStream());
        }
    }

    private static void drain(InputStream answer) throws IOException {
        try {
            answer.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
