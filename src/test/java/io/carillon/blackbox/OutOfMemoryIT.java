package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.wire.Flood;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node with too little direct memory, of which no option of the JVM makes it end. */
class OutOfMemoryIT {
    @ParameterizedTest
    @ValueSource(strings = {"200k", "400k", "600k"})
    void aNodeThatCannotAllocateEndsAndSaysWhyInOneLine(String directMemory) {
        List<Flood> sockets = new ArrayList<>();
        try (CarillonProcess node = CarillonProcess.launch(
                NodeConf.open(), List.of("-Xmx128m", "-XX:MaxDirectMemorySize=" + directMemory))) {
            Await.until("the node has ended", Duration.ofSeconds(60), () -> {
                connect(node.port(), sockets);
                return !node.isAlive();
            });
            assertThat(node.awaitExit()).isEqualTo(1);
            assertThat(node.output() + node.errors()).containsOnlyOnce("Fatal: the process ends");
        } finally {
            sockets.forEach(Flood::close);
        }
    }

    /** Each takes some memory, once it is listened to at all. */
    private static void connect(int port, List<Flood> sockets) {
        try {
            Flood socket = Flood.plain(port);
            sockets.add(socket);
            socket.push("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            socket.push(new byte[8_000]);
        } catch (UncheckedIOException refused) {
            assertThat(refused).hasCauseInstanceOf(IOException.class);
        }
    }
}
