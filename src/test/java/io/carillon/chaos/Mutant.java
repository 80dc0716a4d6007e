package io.carillon.chaos;

import io.carillon.chaos.check.Violation;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A defect to be planted: one text of one source file, and what stands there instead. It is a file of headers, {@code
 * --- instead of}, the text, {@code --- stands}, and the other text.
 *
 * @param defect in words
 * @param source file below the sources
 * @param faults kinds that bring it out
 * @param caught kinds of violations, of which one at least is to be found
 * @param duration how long it takes to come out, where that is longer than usual
 */
record Mutant(
        String name,
        String defect,
        Path source,
        List<String> faults,
        List<Violation.Kind> caught,
        Optional<Duration> duration,
        String original,
        String replacement) {
    private static final Path FILES = Path.of("src/test/resources/chaos");
    private static final Path SOURCES = Path.of("src/main");
    private static final String END = ".mutant";
    private static final String ORIGINAL = "--- instead of\n";
    private static final String REPLACEMENT = "--- stands\n";

    /** Names of all there are, in order. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(each -> each.endsWith(END))
                    .map(each -> each.substring(0, each.length() - END.length()))
                    .sorted()
                    .toList();
        }
    }

    static Mutant read(String name) throws IOException {
        String text = Files.readString(FILES.resolve(name + END));
        int original = text.indexOf(ORIGINAL);
        int replacement = text.indexOf(REPLACEMENT);
        Map<String, String> headers = new TreeMap<>();
        text.substring(0, original).lines().forEach(line -> headers.put(line.split(": ")[0], line.split(": ")[1]));
        return new Mutant(
                name,
                headers.get("defect"),
                Path.of(headers.get("source")),
                words(headers.get("faults")),
                words(headers.get("caught")).stream()
                        .map(Violation.Kind::valueOf)
                        .toList(),
                Optional.ofNullable(headers.get("minutes")).map(Mutant::minutes),
                text.substring(original + ORIGINAL.length(), replacement).stripTrailing(),
                text.substring(replacement + REPLACEMENT.length()).stripTrailing());
    }

    private static Duration minutes(String text) {
        return Duration.ofSeconds((long) (Double.parseDouble(text) * 60));
    }

    private static List<String> words(String list) {
        return Arrays.asList(list.split(", "));
    }

    /**
     * Writes what has to stand in front of the class path.
     *
     * @param classPath of everything else
     * @throws IOException when the text does not occur exactly once, or the changed file does not compile
     */
    void plant(String classPath, Path target) throws IOException {
        String text = Files.readString(SOURCES.resolve(source));
        int at = text.indexOf(original);
        if (original.isEmpty() || at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new IOException(name + ": the text does not stand exactly once in " + source);
        }
        String changed = text.substring(0, at) + replacement + text.substring(at + original.length());
        Path relative = source.subpath(1, source.getNameCount());
        boolean isJava = source.startsWith("java");
        Path file = (isJava ? target.resolve("source") : target).resolve(relative);
        Files.createDirectories(file.getParent());
        Files.writeString(file, changed);
        if (isJava) {
            compile(classPath, target, file);
        }
    }

    private void compile(String classPath, Path target, Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-cp", classPath, "-d", target.toString(), "--release", "17", "-parameters", "-proc:none", "-nowarn");
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new IOException(name + " does not compile:\n" + messages);
            }
        }
    }

    /** The violations that it is meant to bring out, for people. */
    String expectation() {
        return caught.stream().map(Violation.Kind::name).collect(Collectors.joining(" or "));
    }
}
