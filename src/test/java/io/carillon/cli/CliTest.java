package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Config;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.Problem;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private static final String NODE = "conf/cluster/node1.json";
    private static final String DEVELOPMENT = "conf/carillon.json";

    private record Run(Config config, RunOptions options) {}

    private final List<Run> runs = new ArrayList<>();
    private final Terminal terminal = new Terminal(this::launch, Clock.systemUTC());

    private int launch(Config config, RunOptions options, Optional<Supplier<Config>> again) {
        runs.add(new Run(config, options));
        return 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run"})
    void withoutAFileADevelopmentNodeRunsOnEveryCore(String command) {
        assertThat(execute(command)).isZero();
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.config.isDevelopment()).isTrue();
            assertThat(run.options)
                    .isEqualTo(new RunOptions(
                            Runtime.getRuntime().availableProcessors(), false, Optional.empty(), OptionalInt.empty()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run "})
    void everyOptionOfARunArrives(String command) {
        assertThat(execute(command + "-instances 4 -cluster -cluster-host 127.0.0.1 -cluster-port 0 -conf " + NODE))
                .isZero();
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.config.cluster().name()).isEqualTo("carillon-example");
            assertThat(run.options).isEqualTo(new RunOptions(4, true, Optional.of("127.0.0.1"), OptionalInt.of(0)));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--conf " + NODE + " --instances 4 --cluster --cluster-host 127.0.0.1 --cluster-port 0",
                "run --conf " + NODE + " -instances 4 --cluster -cluster-host 127.0.0.1 --cluster-port=0",
                "run --conf=" + NODE + " -instances=4 -cluster -cluster-host=127.0.0.1 -cluster-port=0"
            })
    void oneDashOrTwoIsTheSame(String arguments) {
        assertThat(execute(arguments)).isZero();
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.config.cluster().name()).isEqualTo("carillon-example");
            assertThat(run.options).isEqualTo(new RunOptions(4, true, Optional.of("127.0.0.1"), OptionalInt.of(0)));
        });
        for (String command : List.of("check-config --conf " + NODE, "token --user u --all --conf " + NODE)) {
            assertThat(execute(command)).as(command).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            help             | Usage: carillon
            help run         | Usage: carillon run
            help token       | Usage: carillon token
            help bench storm | Usage: carillon bench storm
            help help        | Usage: carillon help
            """)
    void helpIsACommandToo(String arguments, String beginning) {
        assertThat(execute(arguments)).isZero();
        assertThat(terminal.out()).startsWith(beginning);
        assertThat(terminal.err()).isEmpty();
    }

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException(),
                new RuntimeException(new IllegalStateException()),
                new RuntimeException(new IOException("no space left on device")),
                new CompletionException(new UnknownHostException("redis_1: Name or service not known")),
                new UnknownHostException("Failed to resolve 'redis_1' [A(1), AAAA(28)] after 2 queries"),
                new NoSuchFileException("/x/y.pem"),
                new AccessDeniedException("/x/y.pem"),
                new IllegalArgumentException("java.io.IOException: broken"),
                new Exception("a\nb"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noNameOfAClassIsAReason(Throwable failure) {
        Terminal failing = new Terminal(
                (config, options, again) -> {
                    throw new Exception(failure);
                },
                Clock.systemUTC());
        assertThat(failing.execute()).isEqualTo(1);
        assertThat(failing.err().lines())
                .singleElement()
                .asString()
                .startsWith("carillon run failed: ")
                .hasSizeGreaterThan("carillon run failed: ".length())
                .doesNotContain("Exception", "java.", "null");
    }

    @Test
    void theLaunchersExitCodeIsTheProcesss() {
        assertThat(new Terminal((config, options, again) -> 7, Clock.systemUTC()).execute())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -instances 0              | -instances must be 1 to 1024, not 0 (see 'carillon run --help')
            -instances 1025           | -instances must be 1 to 1024, not 1025 (see 'carillon run --help')
            -instances x              | Invalid value for option '-instances': 'x' is not an int (see 'carillon run --help')
            -instances                | Missing required parameter for option '-instances' (N) (see 'carillon run --help')
            -instances 1 -instances 2 | option '-instances' (N) should be specified only once (see 'carillon run --help')
            -conf a -conf b           | option '-conf' (FILE) should be specified only once (see 'carillon run --help')
            -conf a b                 | Unmatched argument at index 3: 'b' (see 'carillon run --help')
            -cluster-port 65536       | -cluster-port must be 0 to 65535, not 65536 (see 'carillon run --help')
            -cluster -cluster-host :: : | Unmatched argument at index 4: ':' (see 'carillon run --help')
            -cluster -cluster-host a!b | -cluster-host must be a host name or an IP address (see 'carillon run --help')
            -cluster-host a           | -cluster-host and -cluster-port need -cluster (see 'carillon run --help')
            run --port 1              | Unknown options: '--port', '1' (see 'carillon run --help')
            -clusterx                 | Unknown option: '-clusterx' (see 'carillon run --help')
            -instances4               | Unknown option: '-instances4' (see 'carillon run --help')
            start                     | there is no command 'start' (see 'carillon --help')
            tokn -conf a              | there is no command 'tokn', the nearest is token (see 'carillon --help')
            check                     | there is no command 'check', the nearest is check-config (see 'carillon --help')
            bench strom               | there is no command 'strom', the nearest is storm (see 'carillon bench --help')
            help start                | there is no command start (see 'carillon help --help')
            help bench start          | there is no command bench start (see 'carillon help --help')
            check-config              | Missing required option: '-conf=FILE' (see 'carillon check-config --help')
            token -conf a             | Missing required option: '--user=U' (see 'carillon token --help')
            """)
    void wrongUsageIsOneLineAndAHint(String arguments, String line) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo(line + System.lineSeparator());
        assertThat(runs).isEmpty();
    }

    @Test
    void everyProblemOfTheConfigurationIsOneLine(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("c.json"), "{\"limits\": {\"jsonDepth\": 0, \"x\": 1}}");
        for (String command : List.of("run", "check-config", "token --user u")) {
            Terminal own = new Terminal(this::launch, Clock.systemUTC());
            assertThat(own.execute((command + " -conf " + file).split(" "))).isEqualTo(2);
            assertThat(own.err().lines())
                    .containsExactly(
                            "limits.jsonDepth: must be a whole number from 1 to 1000, not 0", "limits.x: unknown key");
            assertThat(own.out()).isEmpty();
        }
        assertThat(runs).isEmpty();
    }

    @Test
    void aMissingFileIsAnErrorOfTheConfiguration() {
        assertThat(execute("-conf none.json")).isEqualTo(2);
        assertThat(terminal.err().lines()).containsExactly("none.json: no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-cluster", "-cluster -conf " + DEVELOPMENT})
    void aClusterWithTheMemoryBrokerIsRefused(String arguments) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(terminal.err().lines())
                .containsExactly("broker.type: must be redis with -cluster: nodes need a broker they share");
    }

    @Test
    void anyOtherFailedStartIsOneLineToo() {
        Terminal failing = new Terminal(
                (config, options, again) -> {
                    throw new IOException("Address already in use: 127.0.0.1:8080\nand more");
                },
                Clock.systemUTC());
        assertThat(failing.execute()).isEqualTo(1);
        assertThat(failing.err().lines())
                .containsExactly("carillon run failed: Address already in use: 127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check-config"})
    void filesThatTheConfigurationNamesAreCheckedToo(String command) {
        Terminal strict = new Terminal(
                new Launcher() {
                    @Override
                    public List<Problem> check(Config config) {
                        return List.of(new Problem("auth.publicKey", "is not a PEM file"), new Problem("b", "c"));
                    }

                    @Override
                    public int run(Config config, RunOptions options, Optional<Supplier<Config>> again) {
                        return launch(config, options, again);
                    }
                },
                Clock.systemUTC());
        assertThat(strict.execute(command, "-conf", NODE)).isEqualTo(2);
        assertThat(strict.err().lines()).containsExactly("auth.publicKey: is not a PEM file", "b: c");
        assertThat(strict.out()).isEmpty();
        assertThat(runs).isEmpty();
    }

    @Test
    void aLauncherMayFindMoreProblemsOfTheConfiguration() {
        Terminal failing = new Terminal(
                (config, options, again) -> {
                    throw new InvalidConfigException(List.of(new Problem("auth.publicKey", "is not a PEM file")));
                },
                Clock.systemUTC());
        assertThat(failing.execute()).isEqualTo(2);
        assertThat(failing.err().lines()).containsExactly("auth.publicKey: is not a PEM file");
    }

    @Test
    void checkConfigPrintsWhatHoldsWithSecretsMasked() {
        assertThat(execute("check-config -conf " + NODE)).isZero();
        assertThat(terminal.out())
                .contains("\"secret\" : [ \"***\" ]", "\"jsonDepth\" : 32")
                .doesNotContain("0123456789");
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void theVersionIsPrinted(String arguments) {
        assertThat(execute(arguments)).isZero();
        assertThat(terminal.out()).matches("Carillon [0-9]+\\.[0-9]+\\.[0-9]+\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "run --help", "token -h", "-conf x --help"})
    void helpIsNotAnError(String arguments) {
        assertThat(execute(arguments)).isZero();
        assertThat(terminal.out()).startsWith("Usage: carillon");
        assertThat(runs).isEmpty();
    }

    private int execute(String arguments) {
        return terminal.execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }
}
