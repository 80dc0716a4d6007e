package io.carillon.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** One HTTP connection on which all requests are sent before any answer is read. */
public final class Pipeline implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 60_000;
    private static final String LENGTH = "content-length: ";

    private final String key;
    private final Socket socket;
    private final BufferedReader answers;

    public Pipeline(CarillonProcess node) {
        this(node.opsPort(), NodeConf.API_KEY);
    }

    /** @param port of an ops listener on this machine */
    public Pipeline(int port, String key) {
        this.key = key;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(DEADLINE_MILLIS);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes each of these JSON values, and returns the bodies of the answers; one that is not 200 is an error. */
    public List<String> publish(String channel, List<String> data) {
        Thread sending = new Thread(() -> send(channel, data), "pipeline");
        sending.start();
        try {
            List<String> bodies = new ArrayList<>();
            while (bodies.size() < data.size()) {
                bodies.add(answer());
            }
            return bodies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String channel, List<String> data) {
        try {
            OutputStream out = socket.getOutputStream();
            for (String value : data) {
                String body = "{\"data\":" + value + "}";
                out.write(("POST /api/channels/" + channel + "/messages HTTP/1.1\r\nHost: x\r\nX-API-Key: " + key
                                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() throws IOException {
        String status = answers.readLine();
        int length = 0;
        for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
            if (line.toLowerCase().startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()));
            }
        }
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            read += answers.read(body, read, length - read);
        }
        if (!status.contains(" 200 ")) {
            throw new AssertionError(status + " " + new String(body));
        }
        return new String(body);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
