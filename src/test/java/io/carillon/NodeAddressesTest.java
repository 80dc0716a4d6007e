package io.carillon;

import io.carillon.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names lead where they lead now. */
class NodeAddressesTest {
    @TempDir
    Path directory;

    private Path hosts;
    private Vertx vertx;
    private NetClient client;
    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();
    private int port;

    @BeforeEach
    void begin() throws IOException {
        hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 moving.example\n");
        vertx = Vertx.vertx(
                new VertxOptions().setAddressResolverOptions(Node.addresses().setHostsPath(hosts.toString())));
        client = vertx.createNetClient();
        port = listen("127.0.0.1", 0, first);
        listen("127.0.0.2", port, second);
    }

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    private int listen(String address, int wanted, AtomicInteger calls) {
        NetServer server = vertx.createNetServer().connectHandler(socket -> calls.incrementAndGet());
        return Await.result(server.listen(wanted, address)).actualPort();
    }

    private void call() {
        Await.result(client.connect(port, "moving.example").compose(socket -> socket.close()));
    }

    @Test
    void aNameThatHasMovedInTheHostsFileIsFoundAtItsNewAddress() throws IOException {
        call();
        Await.until("the first is called", () -> first.get() == 1);
        Files.writeString(hosts, "127.0.0.2 moving.example\n");
        Await.until("the second is called", () -> {
            call();
            return second.get() > 0;
        });
    }
}
