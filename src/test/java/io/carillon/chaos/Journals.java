package io.carillon.chaos;

import io.carillon.chaos.check.Checker;
import io.carillon.chaos.check.Event;
import io.carillon.chaos.check.Notation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files into which everything is written down, one for the harness and one for each troupe. Any thread. */
final class Journals implements Checker.Journals, AutoCloseable {
    private static final String OWN = "harness";

    private final Notation notation = new Notation();
    private final Path directory;
    private final Map<String, PrintWriter> writers = new LinkedHashMap<>();

    Journals(Path directory) throws IOException {
        this.directory = directory;
        open(OWN);
    }

    synchronized void open(String name) throws IOException {
        writers.put(name, new PrintWriter(Files.newBufferedWriter(file(name))));
    }

    /** Writes what the harness did or found. */
    synchronized void write(Event event) {
        writers.get(OWN).println(notation.write(event));
    }

    /** Writes a line of a troupe as it came, and says what it means. */
    Event write(String name, String line) {
        synchronized (this) {
            writers.get(name).println(line);
        }
        return notation.read(line);
    }

    private Path file(String name) {
        return directory.resolve(name + ".journal");
    }

    /** After {@link #close}. */
    @Override
    public void read(Consumer<Event> to) {
        for (String name : writers.keySet()) {
            try (Stream<String> lines = Files.lines(file(name))) {
                lines.map(notation::read).forEach(to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        writers.values().forEach(PrintWriter::close);
    }
}
