package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** run.sh in a tree of its own, with a Java and a Maven that only say how they were called. */
class RunScriptTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private record Result(int exitCode, String output) {}

    @BeforeEach
    void plant() throws IOException {
        Files.createDirectories(root.resolve("src/main"));
        Files.createDirectories(root.resolve("elsewhere"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        script("run.sh", Files.readString(Path.of("run.sh")));
        java("17.0.1");
        script(
                "bin/mvn",
                "#!/bin/sh\nmkdir -p " + root + "/target\n: > " + root + "/target/carillon.jar\necho mvn $@\n");
    }

    @Test
    void theJarIsBuiltOnlyWhenItIsMissingOrOlderThanTheSources() throws Exception {
        assertThat(run("version").output).startsWith("Building target/carillon.jar ...\njava ");
        assertThat(run("version").output).startsWith("java ");
        Files.setLastModifiedTime(
                root.resolve("src/main"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run("version").output).startsWith("Building target/carillon.jar ...\njava ");
    }

    @Test
    void aFailedBuildIsShownAndNothingRuns() throws Exception {
        script("bin/mvn", "#!/bin/sh\necho broken\nexit 1\n");
        assertThat(run("version"))
                .isEqualTo(new Result(1, "Building target/carillon.jar ...\nbroken\nrun.sh: the build failed\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "-instances 4", "run -cluster"})
    void aRunWithoutAConfigurationGetsTheDevelopmentFile(String arguments) throws Exception {
        String given = arguments.isEmpty() ? "" : " " + arguments;
        assertThat(run(arguments).output)
                .endsWith("-jar " + root + "/target/carillon.jar" + given + " -conf " + root + "/conf/carillon.json\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-conf my.json",
                "run -instances 2 -conf=my.json",
                "--help",
                "run -h",
                "--version",
                "version",
                "token --user u"
            })
    void everythingElsePassesAsItIs(String arguments) throws Exception {
        assertThat(run(arguments).output).endsWith("-jar " + root + "/target/carillon.jar " + arguments + "\n");
    }

    @Test
    void theFlagsOfTheJvmCanBeReplaced() throws Exception {
        assertThat(run("version").output)
                .contains("java -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=", " --add-modules java.se -jar ");
        assertThat(run(Map.of("JAVA_OPTS", "-Xmx1g -Da=b"), "version").output).startsWith("java -Xmx1g -Da=b -jar ");
    }

    @ParameterizedTest
    @CsvSource({"16.0.2, false", "1.8.0_392, false", "17, true", "25-ea, true"})
    void javaMustBeRecent(String version, boolean enough) throws Exception {
        java(version);
        assertThat(run("version").output)
                .contains(enough ? "-jar" : "JDK 17 or newer is needed, this is: openjdk version \"" + version + "\"");
    }

    @Test
    void missingToolsAreNamed() throws Exception {
        Map<String, String> nowhere = Map.of("JAVA_HOME", root + "/nowhere");
        assertThat(run(nowhere, "version").output).contains("JDK 17 or newer is needed: install it or set JAVA_HOME");
        Files.delete(root.resolve("bin/mvn"));
        assertThat(run(Map.of("PATH", root.resolve("bin") + ":" + essentials()), "version").output)
                .contains("run.sh: Maven (mvn) is needed to build: install it");
    }

    @Test
    void theTestsAreMavensVerify() throws Exception {
        assertThat(run("test -Dtest=X").output)
                .isEqualTo("mvn -B --no-transfer-progress -f " + root + "/pom.xml verify -Dtest=X\n");
    }

    @Test
    void theBenchmarksRunWithTheFlagsOfANode() throws Exception {
        assertThat(run("jmh -f 1").output)
                .startsWith("mvn -B --no-transfer-progress -f " + root + "/pom.xml -q test-compile exec:exec ")
                .contains(" -XX:+UseSerialGC ")
                .endsWith(" -cp %classpath org.openjdk.jmh.Main -prof gc -f 1\n");
    }

    /** A directory with the few programs that the script needs, and without Maven. */
    private Path essentials() throws IOException {
        for (String tool : List.of("dirname", "find", "touch")) {
            script("essentials/" + tool, "#!/bin/sh\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
        }
        return root.resolve("essentials");
    }

    private void java(String version) throws IOException {
        script(
                "bin/java",
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + "\"' >&2; else echo java $@; fi\n");
    }

    private void script(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Result run(String arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private Result run(Map<String, String> environment, String arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("run.sh").toString()));
        if (!arguments.isEmpty()) {
            command.addAll(List.of(arguments.split(" ")));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.resolve("elsewhere").toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_OPTS"));
        builder.environment().merge("PATH", root + "/bin:", (path, ours) -> ours + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
