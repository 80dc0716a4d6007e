package io.carillon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The user of Redis that OPERATIONS.md tells operators to make, as it stands there. */
public final class RedisAcl {
    public static final String USER = "carillon";
    public static final String PASSWORD = "secret";

    private static final Path DOCUMENT = Path.of("src/docs/OPERATIONS.md");
    private static final String BEGINNING = "ACL SETUSER " + USER + " ";

    /** What a document's line is for, in its order. */
    private enum Line {
        ALL,
        CLUSTER,
        SHARDED,
        SENTINEL
    }

    /** Makes the user, and gives the address with which it connects. */
    public static String grant(RedisProcess redis) {
        return grant(redis, Line.ALL);
    }

    /** The same for a node of a cluster. */
    public static String grantInCluster(RedisProcess node) {
        List<Line> lines = new ArrayList<>(List.of(Line.ALL, Line.CLUSTER));
        if (node.command("COMMAND", "INFO", "ssubscribe").toString().contains("ssubscribe")) {
            lines.add(Line.SHARDED);
        }
        return grant(node, lines.toArray(Line[]::new));
    }

    /** The same for a master or a replica that sentinels watch. */
    public static String grantUnderSentinels(RedisProcess server) {
        return grant(server, Line.ALL, Line.SENTINEL);
    }

    private static String grant(RedisProcess redis, Line... lines) {
        for (Line line : lines) {
            Object answer = redis.command(text(line).split(" "));
            if (!"OK".equals(answer)) {
                throw new AssertionError(answer);
            }
        }
        return uri(redis);
    }

    /** The address with which the user connects where it is known already. */
    public static String uri(RedisProcess redis) {
        return redis.uri().replace("//", "//" + USER + ":" + PASSWORD + "@");
    }

    /** The commands of the first line, those with a subcommand as {@code client|info}. */
    public static Set<String> commands() {
        Set<String> commands = new LinkedHashSet<>();
        Arrays.stream(text(Line.ALL).split(" "))
                .filter(rule -> rule.startsWith("+"))
                .forEach(rule -> commands.add(rule.substring(1)));
        return commands;
    }

    private static String text(Line line) {
        try (var lines = Files.lines(DOCUMENT)) {
            return lines.filter(text -> text.startsWith(BEGINNING)).toList().get(line.ordinal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RedisAcl() {}
}
