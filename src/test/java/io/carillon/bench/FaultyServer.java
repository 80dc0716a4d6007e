package io.carillon.bench;

import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Speaks the protocol, with faults of a known number: what a load generator has to find. Everything but reading sockets
 * happens under one lock, so that the numbers are exact. All that is published is one history.
 */
final class FaultyServer implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CYCLE = 10;

    /** What is done to a subscriber's messages; each names the place in every ten at which it strikes. */
    enum Mischief {
        NONE,
        DROP,
        REPEAT,
        SWAP,
        REFUSE,
        FOREIGN,
        CUT,
        /** Leaves one of the missed messages out, each time that a client comes back. */
        FORGET,
        /** Repeats one of them. */
        STUTTER
    }

    private final Mischief mischief;
    private final ServerSocket listener;
    private final List<Peer> subscribers = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private int publishes;
    private int done;

    FaultyServer(Mischief mischief) throws IOException {
        this.mischief = mischief;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How often the mischief was done. What is held back for a swap that never came is a drop of its own. */
    synchronized int done() {
        return done;
    }

    synchronized int heldBack() {
        return (int) subscribers.stream().filter(peer -> peer.held != null).count();
    }

    private interface Task {
        void run() throws IOException, GeneralSecurityException;
    }

    private static void run(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // The other side went, or the test is over.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            synchronized (this) {
                sockets.add(socket);
            }
            run(() -> new Peer(socket).converse());
        }
    }

    /** One connection. */
    private final class Peer {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private int delivered;
        private byte[] held;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
        }

        void converse() throws IOException, GeneralSecurityException {
            upgrade();
            say("{\"type\":\"welcome\",\"data\":{}}");
            for (String text = read(); text != null; text = read()) {
                answer(new JsonObject(text), text);
            }
        }

        private void upgrade() throws IOException, GeneralSecurityException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            String key =
                    head.substring(head.indexOf("Sec-WebSocket-Key: ") + 19).split("\r\n")[0];
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        /** The next text message; null for a close frame. */
        private String read() throws IOException {
            int opcode = in.readUnsignedByte() & 0xF;
            int length = in.readUnsignedByte();
            if ((length & 0x80) == 0) {
                throw new AssertionError("a client's frame without a mask");
            }
            length &= 0x7F;
            byte[] mask = new byte[4];
            byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
            in.readFully(mask);
            in.readFully(payload);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return opcode == Frame.TEXT ? new String(payload, StandardCharsets.UTF_8) : null;
        }

        private void answer(JsonObject request, String text) throws IOException {
            synchronized (FaultyServer.this) {
                if (request.getString("type").equals("subscribe")) {
                    subscribe(request);
                } else if (mischief == Mischief.REFUSE && publishes++ % CYCLE == 5) {
                    done++;
                    say("{\"type\":\"error\",\"code\":503,\"name\":\"broker_unavailable\",\"message\":\"x\"}");
                } else {
                    String channel = request.getString("channel");
                    history.add("{\"type\":\"message\",\"channel\":\"" + channel + "\",\"data\":\""
                            + request.getString("data") + "\",\"from\":\"x\",\"timestamp\":"
                            + timestamp(history.size() + 1)
                            + ",\"offset\":" + (history.size() + 1) + "}");
                    deliver(history.get(history.size() - 1));
                }
            }
        }

        private void subscribe(JsonObject request) throws IOException {
            subscribers.add(this);
            JsonObject since = request.getJsonObject("since");
            JsonObject answer = new JsonObject()
                    .put("type", "subscribed")
                    .put("channel", request.getString("channel"))
                    .put("epoch", "e")
                    .put("offset", history.size())
                    .put("timestamp", timestamp(history.size()));
            if (since == null) {
                say(answer.encode());
            } else if (since.getLong("timestamp") == timestamp(since.getInteger("offset"))) {
                say(answer.put("recovered", true).encode());
                replay(history.subList(since.getInteger("offset"), history.size()));
            } else {
                say(answer.put("recovered", false).put("reason", "fenced").encode());
            }
        }

        private void replay(List<String> missed) throws IOException {
            for (int i = 0; i < missed.size(); i++) {
                boolean struck = i == 3 && (mischief == Mischief.FORGET || mischief == Mischief.STUTTER);
                done += struck ? 1 : 0;
                for (int times = !struck ? 1 : mischief == Mischief.FORGET ? 0 : 2; times > 0; times--) {
                    say(missed.get(i));
                }
            }
        }

        private void say(String text) throws IOException {
            out.write(Frame.text(text).unmasked());
        }

        /** @return false when the other side is gone */
        boolean hears(String message) {
            try {
                hear(message);
                return true;
            } catch (IOException gone) {
                return false;
            }
        }

        private void hear(String message) throws IOException {
            byte[] frame = Frame.text(message).unmasked();
            int place = delivered++ % CYCLE;
            if (mischief == Mischief.CUT && delivered == CYCLE && done < CYCLE) {
                socket.close();
                done++;
                return;
            }
            if (held != null) {
                out.write(frame);
                out.write(held);
                held = null;
                done++;
            } else if (mischief == Mischief.DROP && place == 7) {
                done++;
            } else if (mischief == Mischief.SWAP && place == 4) {
                held = frame;
            } else {
                out.write(frame);
                if (mischief == Mischief.REPEAT && place == 3) {
                    out.write(frame);
                    done++;
                } else if (mischief == Mischief.FOREIGN && place == 3) {
                    say("{\"type\":\"message\",\"channel\":\"another\",\"data\":{},\"timestamp\":1}");
                    done++;
                }
            }
        }
    }

    private static long timestamp(int offset) {
        return offset == 0 ? 0 : 1000 + offset;
    }

    private void deliver(String message) {
        subscribers.removeIf(peer -> peer.socket.isClosed() || !peer.hears(message));
    }

    @Override
    public synchronized void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
