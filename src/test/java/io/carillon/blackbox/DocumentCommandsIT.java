package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JarCommand;
import io.carillon.testing.NodeConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a document tells its reader to type works. A fenced block has a language. One of {@code bash} is run here, one
 * document's blocks in one shell and in their order, against a node with a key; {@code bash example} is run by
 * ApiDocumentIT. A block that cannot be run says why, right above it: {@code <!-- not run: needs Docker -->}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentCommandsIT {
    private static final Pattern BLOCK =
            Pattern.compile("(?m)(?:^<!-- not run: (\\S.*) -->\\n)?^```(.*)\\n((?:(?!```).*\\n)*)```$");
    private static final Pattern COMMENTED = Pattern.compile("(?m)^# {3,}([a-z-]+ .*)$");

    /** What is shown and not typed. Other tests hold the JSON of PROTOCOL, API and CONFIGURATION against the server. */
    private static final Set<String> SHOWN = Set.of("json", "js", "http", "python", "text");

    /** Programs in comments of deploy that a test has not, or must not use on the machine that it runs on. */
    private static final Set<String> LEFT_OUT = Set.of("docker", "kubectl", "envsubst", "useradd", "install");

    private static final Set<String> HARMLESS = Set.of("export");

    private CarillonProcess node;

    private record Block(String reason, String language, String text) {
        boolean isRun() {
            return reason == null && language.equals("bash");
        }
    }

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open());
    }

    @AfterAll
    void stop() {
        node.close();
    }

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("src/docs"))) {
            List<Path> all =
                    new ArrayList<>(pages.filter(page -> page.toString().endsWith(".md"))
                            .sorted()
                            .toList());
            all.add(0, Path.of("README.md"));
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyBlockHasALanguageAndIsShownOrRunOrSaysWhyNot(Path document) throws IOException {
        assertThat(blocks(document))
                .hasSize((int) Files.readAllLines(document).stream()
                                .filter(line -> line.startsWith("```"))
                                .count()
                        / 2)
                .allSatisfy(block -> assertThat(block.isRun()
                                || block.reason() != null
                                || SHOWN.contains(block.language())
                                || block.language().equals("bash example"))
                        .as(
                                "%s: this block needs a language (%s, bash) or <!-- not run: why --> above it:%n%s",
                                document, SHOWN, block)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandWorks(Path document) throws Exception {
        List<String> commands =
                blocks(document).stream().filter(Block::isRun).map(Block::text).toList();
        if (!commands.isEmpty()) {
            run(commands);
        }
    }

    @Test
    void everyCommandInACommentOfAnExampleWorks() throws Exception {
        Set<String> runnable = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher command = COMMENTED.matcher(Files.readString(file));
                while (command.find()) {
                    String program = command.group(1).split(" ")[0];
                    assertThat(program)
                            .as("%s: %s", file, command.group(1))
                            .matches(known -> HARMLESS.contains(known) || LEFT_OUT.contains(known));
                    if (HARMLESS.contains(program)) {
                        runnable.add(command.group(1) + "\n");
                    }
                }
            }
        }
        assertThat(runnable).isNotEmpty();
        run(List.copyOf(runnable));
    }

    private static List<Block> blocks(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .map(found -> new Block(found.group(1), found.group(2), found.group(3)))
                .toList();
    }

    /** As they stand, but for the ports, of which other programs of this machine may have some, and this node's key. */
    private void run(List<String> commands) throws IOException, InterruptedException {
        String key = "CARILLON_API_KEY=" + NodeConf.API_KEY + "\n";
        String script = commands.stream()
                .map(command -> command.replaceAll("127\\.0\\.0\\.1:909\\d", "127.0.0.1:" + node.opsPort())
                        .replaceAll("127\\.0\\.0\\.1:808\\d", "127.0.0.1:" + node.port()))
                .collect(Collectors.joining(key, key, ""));
        String java = JarCommand.with(List.of()).get(0);
        ProcessBuilder bash = new ProcessBuilder(
                        "bash",
                        "-euxo",
                        "pipefail",
                        "-c",
                        "curl() { command curl --no-progress-meter --fail-with-body \"$@\"; }\n"
                                + "java() { shift 2; \"" + java + "\" -jar \"" + System.getProperty("carillon.jar")
                                + "\" \"$@\"; }\n" + script)
                .redirectErrorStream(true);
        bash.environment()
                .putAll(Map.of(
                        "KEY", NodeConf.API_KEY, "OPS", "http://127.0.0.1:" + node.opsPort(), "LC_ALL", "C.UTF-8"));
        Path output = Files.createTempFile("commands", ".txt");
        Process process = bash.redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
