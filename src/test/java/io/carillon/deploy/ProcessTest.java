package io.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.ShutdownConfig;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the process is started by each of those who start it. */
class ProcessTest {
    private static final Pattern FLAG = Pattern.compile("(?<!\\w)(?<!\\w-)(-XX?[:\\w][^\\s\",)}]*)");
    private static final String DOCKERFILE = Tree.text("deploy/Dockerfile");
    private static final String UNIT = Tree.text("deploy/systemd/carillon.service");

    @ParameterizedTest
    @ValueSource(strings = {"deploy/Dockerfile", "deploy/systemd/carillon.service"})
    void the_flags_of_the_jvm_are_those_of_the_start_script(String file) {
        assertThat(flags(Tree.text(file))).isNotEmpty().isEqualTo(flags(Tree.text("run.sh")));
    }

    @Test
    void the_image_starts_java_itself_and_not_as_root() {
        JsonArray entrypoint = new JsonArray(line(DOCKERFILE, "ENTRYPOINT "));

        assertThat(entrypoint.getString(0)).isEqualTo("java");
        assertThat(line(DOCKERFILE, "USER ")).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(new JsonArray(line(DOCKERFILE, "CMD ")).getString(0)).isEqualTo("run");
    }

    @Test
    void the_health_check_asks_the_ops_listener_whether_the_process_lives() {
        assertThat(line(DOCKERFILE, "HEALTHCHECK ")).contains("/dev/tcp/127.0.0.1/9090", "GET /health/live ");
    }

    @Test
    void the_unit_gives_the_time_to_drain_and_does_not_forbid_the_compiler() {
        assertThat(Duration.ofSeconds(Long.parseLong(line(UNIT, "TimeoutStopSec="))))
                .isGreaterThan(new ShutdownConfig(Duration.ofSeconds(10)).longest());
        assertThat(line(UNIT, "KillSignal=")).isEqualTo("SIGTERM");
        assertThat(line(UNIT, "MemoryDenyWriteExecute=")).isEqualTo("no");
        assertThat(line(UNIT, "NoNewPrivileges=")).isEqualTo("yes");
        assertThat(line(UNIT, "ProtectSystem=")).isEqualTo("strict");
        assertThat(Integer.parseInt(line(UNIT, "LimitNOFILE="))).isGreaterThan(100_000);
    }

    private static String line(String text, String start) {
        return text.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.collectingAndThen(Collectors.toList(), lines -> {
                    assertThat(lines).as(start).hasSize(1);
                    return lines.get(0);
                }));
    }

    private static Set<String> flags(String text) {
        String code = text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
        return Tree.matches(FLAG, code).map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
