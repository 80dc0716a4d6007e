package io.carillon.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The head of an HTTP answer and, where Content-Length announces one, its body. Header names are in lower case. */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body) {
    static HttpAnswer read(DataInputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        byte[] body = new byte[status == 101 ? 0 : length(headers)];
        in.readFully(body);
        return new HttpAnswer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** The value of a header, several joined with a comma; empty when it is absent. */
    public String header(String name) {
        return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    public boolean has(String name) {
        return headers.containsKey(name.toLowerCase(Locale.ROOT));
    }

    private static int length(Map<String, List<String>> headers) {
        return Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).get(0));
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
