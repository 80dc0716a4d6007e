package io.carillon.broker.redis;

import io.carillon.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** A sentinel that names one master; it answers the two questions that a client asks. */
final class FakeSentinel implements AutoCloseable {
    private final NetServer server;
    private volatile int master;

    private FakeSentinel(Vertx vertx, int master) {
        this.master = master;
        server = vertx.createNetServer().connectHandler(this::serve);
        Await.result(server.listen(0, "127.0.0.1"));
    }

    static FakeSentinel start(Vertx vertx, int master) {
        return new FakeSentinel(vertx, master);
    }

    String uri() {
        return "redis://127.0.0.1:" + server.actualPort();
    }

    void setMaster(int port) {
        master = port;
    }

    private void serve(NetSocket socket) {
        socket.handler(request -> answer(socket, request));
    }

    private void answer(NetSocket socket, Buffer request) {
        String port = Integer.toString(master);
        String text = request.toString().toUpperCase();
        StringBuilder reply = new StringBuilder();
        if (text.contains("HELLO")) {
            reply.append("%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n");
        }
        if (text.contains("GET-MASTER-ADDR-BY-NAME")) {
            reply.append("*2\r\n$9\r\n127.0.0.1\r\n$" + port.length() + "\r\n" + port + "\r\n");
        }
        socket.write(reply.toString());
    }

    @Override
    public void close() {
        Await.result(server.close());
    }
}
