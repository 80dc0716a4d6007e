package io.carillon.session;

import io.carillon.auth.Identity;
import io.carillon.testing.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of a hub under test, on a socket without a network. */
final class TestClient {
    private final HubBench hub;
    private final WebSocketHandler handler;
    private final HandSocket socket;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Connection connection;

    TestClient(HubBench hub, Identity identity, long number) {
        this.hub = hub;
        handler = new WebSocketHandler(hub.bench.loop, false, opened -> {
            connection = hub.newConnection(identity, number, opened);
            return connection;
        });
        socket = new HandSocket(hub.bench.allocations, handler);
    }

    Connection connection() {
        return connection;
    }

    HandSocket socket() {
        return socket;
    }

    /** Several in one call arrive in one turn. */
    void says(String... messages) {
        hub.run(() -> {
            for (String message : messages) {
                socket.writeInbound(ClientFrames.text(message.replace('\'', '"')));
            }
        });
    }

    /** Drops the connection without a word. */
    void vanishes() {
        hub.run(() -> {
            socket.close();
            socket.runPendingTasks();
        });
    }

    /** Everything that it has read; a close frame stands there as its code. */
    List<String> heard() {
        hub.run(() -> socket.frames().forEach(frame -> heard.add(textOf(frame))));
        return heard;
    }

    private static String textOf(ServerFrame frame) {
        return frame.opcode() == FrameHeader.CLOSE
                ? Integer.toString(frame.closeCode())
                : frame.text().replace('"', '\'');
    }

    void hears(String text) {
        Await.until(text + " among " + heard, () -> heard().stream().anyMatch(each -> each.contains(text)));
    }
}
