package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sockets of one address that do not become connections, where this machine has an address beside loopback. */
class SocketsPerAddressIT {
    private static final int MOST = 20;

    @Test
    void theLongestSilentGoesAndOtherAddressesAreNotConcerned() throws IOException {
        Optional<InetAddress> address = ownAddress();
        assumeTrue(address.isPresent(), "no address beside loopback");
        NodeConf conf = NodeConf.open().with("server.host", "0.0.0.0").with("limits.socketsPerAddress", MOST);
        List<Socket> silent = new ArrayList<>();
        try (CarillonProcess node = CarillonProcess.start(conf);
                JdkClient bob = JdkClient.connectAs(node, "bob")) {
            for (int i = 0; i < 3 * MOST; i++) {
                silent.add(connect(address.get(), node.port()));
            }
            for (Socket socket : silent.subList(0, 2 * MOST)) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            try (Socket own = connect(InetAddress.getLoopbackAddress(), node.port())) {
                own.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(own.getInputStream().read()).isEqualTo('H');
            }
            bob.send("{\"type\":\"ping\"}").nextOf("pong");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static Socket connect(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(address, port));
        return socket;
    }

    private static Optional<InetAddress> ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .filter(address -> address instanceof java.net.Inet4Address)
                .findFirst();
    }
}
