package io.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the repository as tests see them. */
final class Tree {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z_]+)}");

    static String text(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(String directory) {
        try (Stream<Path> found = Files.walk(Path.of(directory))) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every document of a YAML file. */
    static List<JsonObject> yaml(String path) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return StreamSupport.stream(yaml.loadAll(text(path)).spliterator(), false)
                .map(Tree::object)
                .toList();
    }

    /** The one document of a kind and name among all Kubernetes manifests. */
    static JsonObject manifest(String kind, String name) {
        List<JsonObject> found = files("deploy/kubernetes").stream()
                .flatMap(file -> yaml(file.toString()).stream())
                .filter(document -> kind.equals(document.getString("kind")))
                .filter(document ->
                        name.equals(document.getJsonObject("metadata").getString("name")))
                .toList();
        assertThat(found).as(kind + " " + name).hasSize(1);
        return found.get(0);
    }

    /** The names of all environment variables that a text refers to. */
    static Set<String> references(String text) {
        return matches(REFERENCE, text).map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    /** A duration as configuration files of all kinds write it: {@code 20s}, {@code 60}, {@code 1m}, {@code 500ms}. */
    static Duration duration(String text) {
        var match = Pattern.compile("(\\d+)(ms|s|m|h|)").matcher(text);
        assertThat(match.matches()).as(text).isTrue();
        long number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }

    @SuppressWarnings("unchecked")
    private static JsonObject object(Object document) {
        // Printed and read again, so that nested maps and lists are JSON too.
        return new JsonObject(new JsonObject((Map<String, Object>) document).encode());
    }

    private Tree() {}
}
