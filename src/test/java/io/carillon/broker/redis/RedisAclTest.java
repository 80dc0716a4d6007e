package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.RedisAcl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documented rights are those that the sources need: one more or one less is found here. */
class RedisAclTest {
    private static final Pattern IN_SCRIPT = Pattern.compile("redis\\.p?call\\('([A-Z]+)'");
    private static final Pattern IN_JAVA = Pattern.compile("\\bCommand\\.([A-Z]+)");
    /** Those that the user has in a cluster or under sentinels only. */
    private static final Set<String> ELSEWHERE =
            Set.of("asking", "cluster", "command", "spublish", "ssubscribe", "sunsubscribe", "role", "sentinel");

    @Test
    void theDocumentedUserMayDoWhatTheSourcesDoAndNothingElse() throws IOException {
        Set<String> used = new TreeSet<>(Set.of("select", "xrange", "xrevrange"));
        find(Path.of("src/main/resources/redis"), IN_SCRIPT, used);
        find(Path.of("src/main/java/io/carillon/broker/redis"), IN_JAVA, used);
        used.removeAll(ELSEWHERE);
        used.remove("client");
        used.addAll(Set.of("client|info", "client|kill"));

        assertThat(new TreeSet<>(RedisAcl.commands())).isEqualTo(used);
    }

    private static void find(Path directory, Pattern command, Set<String> found) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                command.matcher(Files.readString(file))
                        .results()
                        .forEach(result -> found.add(result.group(1).toLowerCase(Locale.ROOT)));
            }
        }
    }
}
