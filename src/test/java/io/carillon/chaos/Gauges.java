package io.carillon.chaos;

import io.carillon.chaos.check.Event;
import io.carillon.testing.Java;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must not grow however often something was broken: open files, threads and live heap of each node, Redis. */
final class Gauges {
    private static final Pattern USED = Pattern.compile("(?:generation|heap) .*? used (\\d+)K");
    private static final long FILES = 40;
    private static final long THREADS = 20;
    private static final long HEAP = 32 << 20;
    private static final long CLIENTS = 20;
    private static final long KEYS = 12;

    /** These live as long as there are members, and leases. */
    private static final String PRESENCE = ":presence";

    private final Theatre theatre;
    private final Map<String, Long> before;

    /** Takes the values of now as those of the beginning. */
    Gauges(Theatre theatre) throws IOException, InterruptedException {
        this.theatre = theatre;
        before = read();
    }

    /** Writes the values of now beside those of the beginning. */
    void write() throws IOException, InterruptedException {
        Map<String, Long> values = read();
        values.keySet().retainAll(before.keySet());
        values.forEach((what, after) -> theatre.write(new Event.Measured(
                System.currentTimeMillis(), what, before.get(what), after, bound(what, before.get(what)))));
    }

    /** Of keys that never expire one is too many, from the beginning on. */
    private static long bound(String what, long before) {
        return switch (what.split(" ")[0]) {
            case "heap" -> before + HEAP;
            case "files" -> before + FILES;
            case "threads" -> before + THREADS;
            case "clients" -> before + CLIENTS;
            default -> what.endsWith("presence") ? before + KEYS : 0;
        };
    }

    private Map<String, Long> read() throws IOException, InterruptedException {
        Map<String, Long> values = new TreeMap<>();
        for (Node node : theatre.nodes()) {
            try {
                values.putAll(read(node));
            } catch (IOException unknown) {
                theatre.miss(node, "does not let itself be measured: " + unknown.getMessage());
            }
        }
        long clients = theatre.store().tell("INFO", "clients").stream()
                .mapToLong(info -> Long.parseLong(info.toString().replaceAll("(?s).*connected_clients:(\\d+).*", "$1")))
                .sum();
        values.put("clients of Redis", clients);
        List<String> immortal = theatre.store().immortalKeys();
        long presence =
                immortal.stream().filter(each -> each.contains(PRESENCE)).count();
        values.put("keys of Redis for presence", presence);
        values.put("keys of Redis without expiry", immortal.size() - presence);
        return values;
    }

    /** @throws IOException when it has ended, or does not answer any more */
    private static Map<String, Long> read(Node node) throws IOException, InterruptedException {
        long pid = node.process().pid();
        return Map.of(
                "files of node " + node.index(), count(pid, "fd"),
                "threads of node " + node.index(), count(pid, "task"),
                "heap of node " + node.index(), heap(pid));
    }

    private static long count(long pid, String what) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), what))) {
            return all.count();
        }
    }

    /** Bytes in use after a collection. */
    private static long heap(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes * 1024;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(Java.program("jcmd"), Long.toString(pid), command))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + output);
        }
        return output;
    }
}
