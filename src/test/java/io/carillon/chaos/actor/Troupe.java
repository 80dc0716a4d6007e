package io.carillon.chaos.actor;

import io.carillon.chaos.check.Event;
import io.carillon.chaos.check.Notation;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A process of publishers or of subscribers. It writes what they see to its standard output, one event a line, and
 * reads cues from its standard input: {@code pause NAME MILLIS}, {@code leave NAME MILLIS}, {@code flood NAME MILLIS},
 * {@code finish}. It ends with
 * its input.
 */
public final class Troupe {
    /** Longer than any run. */
    private static final long TOKEN_SECONDS = 23 * 3_600;

    private static final long SPEAKER_PACE = 40;
    private static final long FLOODER_PACE = 400;

    private final Notation notation = new Notation();
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Actor> actors = new LinkedHashMap<>();
    private final List<URI> nodes;
    private final Tokens tokens = new Tokens(NodeConf.SECRET);
    private final Random random;

    private Troupe(List<URI> nodes, long seed) {
        this.nodes = nodes;
        random = new Random(seed);
    }

    /**
     * @param arguments seed, addresses of the nodes with commas between them, and the actors, each {@code
     *     KIND/NAME/CHANNEL,CHANNEL}, where the kind is {@code subscriber}, {@code publisher}, {@code speaker}, {@code
     *     flooder} or {@code member}
     */
    public static void main(String[] arguments) throws IOException {
        List<URI> nodes =
                Arrays.stream(arguments[1].split(",")).map(URI::create).toList();
        Troupe troupe = new Troupe(nodes, Long.parseLong(arguments[0]));
        for (String description : Arrays.asList(arguments).subList(2, arguments.length)) {
            troupe.add(description.split("/"));
        }
        troupe.play();
    }

    private void add(String[] description) {
        String name = description[1];
        List<String> channels = List.of(description[2].split(","));
        String token = tokens.lasting(name, TOKEN_SECONDS);
        Stage stage = new Stage(http, nodes, token, new Random(random.nextLong()), this::write);
        actors.put(
                name,
                switch (description[0]) {
                    case "subscriber" -> new Subscriber(name, channels, stage);
                    case "publisher" -> new Publisher(name, channels, stage);
                    case "member" -> new Member(name, channels.get(0), stage);
                    case "flooder" -> new Speaker(name, channels, stage, FLOODER_PACE);
                    default -> new Speaker(name, channels, stage, SPEAKER_PACE);
                });
    }

    private synchronized void write(Event event) {
        out.println(notation.write(event));
        out.flush();
    }

    private void play() throws IOException {
        List<Thread> threads = new ArrayList<>();
        actors.forEach((name, actor) -> threads.add(new Thread(actor, name)));
        threads.forEach(each -> each.setDaemon(true));
        threads.forEach(Thread::start);
        BufferedReader cues = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String cue = cues.readLine(); cue != null; cue = cues.readLine()) {
            String[] words = cue.split(" ");
            if (words[0].equals("finish")) {
                actors.values().forEach(Actor::finish);
            } else {
                actors.get(words[1]).cue(words[0], Long.parseLong(words[2]));
            }
        }
        end();
    }

    /** Nobody can write meanwhile, so that no line is cut. */
    private synchronized void end() {
        System.exit(0);
    }
}
