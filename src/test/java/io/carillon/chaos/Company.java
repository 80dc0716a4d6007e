package io.carillon.chaos;

import io.carillon.chaos.actor.Troupe;
import io.carillon.chaos.check.Event;
import io.carillon.chaos.check.Terms;
import io.carillon.testing.Java;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All actors, in processes of their own: one of publishers, two of subscribers. */
final class Company implements AutoCloseable {
    private static final int PUBLISHERS = 4;
    private static final int SPEAKERS = 2;
    private static final int SUBSCRIBERS = 12;
    private static final List<String> HISTORIES =
            List.of(Terms.LONG + ":a", Terms.LONG + ":b", Terms.SHORT + ":a", Terms.DROP + ":a", Terms.LATEST + ":a");
    private static final List<String> LIVE = List.of(Terms.LIVE + ":a", Terms.LIVE + ":b");

    /** They listen where messages are rather lost than connections. */
    private static final int IDLERS = 3;

    private static final List<String> FLOODED = List.of(Terms.FLOOD + ":a", Terms.TICK + ":a");
    private static final List<String> IDLE =
            List.of(Terms.DROP + ":a", Terms.LATEST + ":a", FLOODED.get(0), FLOODED.get(1));
    private static final int MEMBERS = 5;

    /**
     * How many are to be seen: each who publishes, each who listens on each of its channels, and the list of members.
     */
    static final int ROLES = PUBLISHERS
            + SPEAKERS
            + FLOODED.size()
            + SUBSCRIBERS * (HISTORIES.size() + LIVE.size())
            + IDLERS * IDLE.size()
            + 1;

    private final Path directory;
    private final Journals journals;
    private final Consumer<Event> audience;
    private final List<Process> processes = new ArrayList<>();
    private final List<Thread> scribes = new ArrayList<>();
    private final List<PrintWriter> prompters = new ArrayList<>();
    private final Map<String, PrintWriter> actors = new TreeMap<>();

    /** @param start arguments of every troupe: seed, nodes */
    Company(Path directory, List<String> start, Journals journals, Consumer<Event> audience) throws IOException {
        this.directory = directory;
        this.journals = journals;
        this.audience = audience;
        List<String> authors = new ArrayList<>(roles("publisher", 0, PUBLISHERS, HISTORIES));
        authors.addAll(roles("speaker", 0, SPEAKERS, LIVE));
        for (int i = 0; i < FLOODED.size(); i++) {
            authors.addAll(roles("flooder", i, i + 1, List.of(FLOODED.get(i))));
        }
        begin("publishers", start, authors);
        List<String> all = new ArrayList<>(HISTORIES);
        all.addAll(LIVE);
        for (int half = 0; half < 2; half++) {
            int first = half * SUBSCRIBERS / 2;
            int end = first + SUBSCRIBERS / 2;
            begin("subscribers" + half, start, roles("subscriber", first, end, all));
        }
        List<String> others = new ArrayList<>(roles("subscriber", SUBSCRIBERS, SUBSCRIBERS + IDLERS, IDLE));
        others.addAll(roles("member", 0, MEMBERS, List.of(Terms.CROWD + ":a")));
        begin("others", start, others);
    }

    private static List<String> roles(String kind, int from, int to, List<String> channels) {
        List<String> roles = new ArrayList<>();
        for (int i = from; i < to; i++) {
            roles.add(kind + "/" + kind + i + "/" + String.join(",", channels));
        }
        return roles;
    }

    private void begin(String name, List<String> start, List<String> roles) throws IOException {
        List<String> command = new ArrayList<>(List.of(Java.program("java"), "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(Troupe.class.getName());
        command.addAll(start);
        command.addAll(roles);
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve(name + ".log").toFile())
                .start();
        processes.add(process);
        journals.open(name);
        Thread scribe = new Thread(() -> write(name, process), name);
        scribe.setDaemon(true);
        scribe.start();
        scribes.add(scribe);
        PrintWriter prompter = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        prompters.add(prompter);
        roles.forEach(role -> actors.put(role.split("/")[1], prompter));
    }

    private void write(String name, Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                audience.accept(journals.write(name, line));
            }
        } catch (IOException ended) {
            // The process was ended together with everything else.
        }
    }

    /** Tells each actor of a kind, with this probability, to do something for a while. */
    void cue(String kind, String what, long millis, double probability, Random random) {
        actors.forEach((name, prompter) -> {
            if (name.startsWith(kind) && random.nextDouble() < probability) {
                prompter.println(what + " " + name + " " + millis);
            }
        });
    }

    /** Tells publishers to begin nothing new. */
    void finish() {
        prompters.forEach(each -> each.println("finish"));
    }

    List<Long> pids() {
        return processes.stream().map(Process::pid).toList();
    }

    /** Ends the processes; all that they have written is in the journals afterwards. */
    @Override
    public void close() {
        prompters.forEach(PrintWriter::close);
        try {
            for (Thread scribe : scribes) {
                scribe.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
