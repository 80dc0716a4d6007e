package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Bytes;
import io.carillon.wire.Dialogue;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sockets of one address that do not become connections; a proxy tells the address. */
class SocketsPerAddressIT {
    private static final int MOST = 20;

    @Test
    void theSurplusGoesAndNeitherConnectionsNorOtherAddressesAreConcerned() throws IOException {
        NodeConf conf = NodeConf.open()
                .with("server.proxyProtocol", true)
                .with("server.trustedProxies", new JsonArray().add("127.0.0.1"))
                .with("limits.socketsPerAddress", MOST);
        List<SocketChannel> silent = new ArrayList<>();
        try (CarillonProcess node = CarillonProcess.start(conf);
                RawSocket neighbour = RawSocket.connect(node.port());
                RawSocket other = RawSocket.connect(node.port())) {
            UpgradeRequest request =
                    UpgradeRequest.to("/ws").bearer(node.tokens().of("bob"));
            Dialogue connected = dialogue(neighbour, "203.0.113.7", request);
            for (int i = 0; i < 3 * MOST; i++) {
                silent.add(silent(node.port()));
            }
            Await.until("the surplus has ended", () -> ended(silent) == 2 * MOST);
            dialogue(other, "203.0.113.8", request);
            connected.expectAlive();
            assertThat(ended(silent)).isEqualTo(2 * MOST);
        } finally {
            for (SocketChannel socket : silent) {
                socket.close();
            }
        }
    }

    private static Dialogue dialogue(RawSocket socket, String address, UpgradeRequest request) {
        socket.send(Bytes.join(header(address), request.bytes()));
        assertThat(socket.readAnswer().status()).isEqualTo(101);
        Dialogue dialogue = new Dialogue(socket);
        assertThat(dialogue.text()).contains("welcome");
        return dialogue;
    }

    private static SocketChannel silent(int port) throws IOException {
        SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.write(ByteBuffer.wrap(header("203.0.113.7")));
        socket.configureBlocking(false);
        return socket;
    }

    private static byte[] header(String address) {
        return ("PROXY TCP4 " + address + " 192.0.2.1 51234 443\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static long ended(List<SocketChannel> sockets) {
        return sockets.stream().filter(SocketsPerAddressIT::hasEnded).count();
    }

    private static boolean hasEnded(SocketChannel socket) {
        try {
            return socket.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
