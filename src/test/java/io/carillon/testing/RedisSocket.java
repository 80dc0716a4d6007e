package io.carillon.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A plain connection to Redis that speaks RESP 2 without any library. */
public final class RedisSocket implements Closeable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket = new Socket();

    public RedisSocket(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    public Object command(String... words) throws IOException {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = words[i].getBytes(UTF_8);
        }
        return command(bytes);
    }

    public Object command(byte[]... words) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("*" + words.length + "\r\n").getBytes(ISO_8859_1));
        for (byte[] word : words) {
            request.writeBytes(("$" + word.length + "\r\n").getBytes(ISO_8859_1));
            request.writeBytes(word);
            request.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        request.writeTo(socket.getOutputStream());
        return read(socket.getInputStream());
    }

    private static Object read(InputStream in) throws IOException {
        int type = in.read();
        String line = readLine(in);
        return switch (type) {
            case '+', '-' -> line;
            case ':' -> Long.valueOf(line);
            case '$' -> readBulk(in, Integer.parseInt(line));
            case '*' -> readList(in, Integer.parseInt(line));
            default -> throw new EOFException("No reply");
        };
    }

    private static String readBulk(InputStream in, int length) throws IOException {
        return length < 0 ? null : new String(in.readNBytes(length + 2), 0, length, UTF_8);
    }

    private static List<Object> readList(InputStream in, int size) throws IOException {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(read(in));
        }
        return list;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.isEmpty() ? "" : line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
