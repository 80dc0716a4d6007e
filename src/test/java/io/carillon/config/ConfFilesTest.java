package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfFilesTest {
    private static final Path CONF = Path.of("conf");
    private static final Path REFERENCE = CONF.resolve("carillon.reference.json");
    private static final Path DOCUMENT = Path.of("src/docs/CONFIGURATION.md");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CARILLON_SECRET", "01234567890123456789012345678901",
            "CARILLON_API_KEY", "0123456789abcdef0123456789abcdef",
            "REDIS_PASSWORD", "password");

    @Test
    void theReferenceFileIsWhatTheCodeSays() throws IOException {
        JsonObject code = new JsonObject(reader().withoutFile().printed());
        assertThat(new JsonObject(Files.readString(REFERENCE)).encode()).isEqualTo(code.encode());
    }

    @Test
    void theReferenceFileIsWhatHoldsWithoutAFile() {
        assertThat(reader().read(REFERENCE)).isEqualTo(reader().withoutFile());
    }

    @Test
    void theDevelopmentFileOpensItsNamespacesToAnyone() {
        Config config = reader().read(CONF.resolve("carillon.json")).config();
        assertThat(config.isDevelopment()).isTrue();
        assertThat(config.namespaces())
                .containsOnlyKeys("", "chat", "latest", "stream")
                .allSatisfy((name, namespace) -> {
                    assertThat(namespace.subscribe()).isEqualTo(NamespaceConfig.Access.ANYONE);
                    assertThat(namespace.publish()).isEqualTo(NamespaceConfig.Access.ANYONE);
                });
        assertThat(config.namespaces().get("chat").historySize()).isEqualTo(100);
        assertThat(config.namespaces().get("chat").joinLeave()).isTrue();
        assertThat(config.namespaces().get("latest").slowConsumer()).isEqualTo(NamespaceConfig.SlowConsumer.LATEST);
        assertThat(config.namespaces().get("stream").historySize()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theExampleNodesCanBeACluster(int number) {
        Config config =
                reader().read(CONF.resolve("cluster/node" + number + ".json")).config();
        assertThat(config.problemsForCluster()).isEmpty();
        assertThat(config.server().port()).isEqualTo(8080 + number);
        assertThat(config.ops().port()).isEqualTo(9090 + number);
        assertThat(config.cluster().members())
                .contains("127.0.0.1:" + config.cluster().port());
    }

    @Test
    void theDocumentHasEveryKeyWithItsDefault() throws IOException {
        JsonObject reference = new JsonObject(Files.readString(REFERENCE));
        List<String> document = Files.readAllLines(DOCUMENT);
        assertThat(rows("", reference))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(document).anyMatch(line -> line.startsWith(row)));
        assertThat(document.stream().filter(line -> line.matches("\\| `[a-z]+\\..*")))
                .hasSameSizeAs(rows("", reference).toList());
    }

    @Test
    void theDocumentsExampleIsValid() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf("```json\n") + "```json\n".length();
        Path file = Files.createTempFile("example", ".json");
        Files.writeString(file, document.substring(start, document.indexOf("```", start)));
        assertThat(reader().read(file).config().namespaces()).containsOnlyKeys("news", "room");
        Files.delete(file);
    }

    /** How the table rows of a section begin. */
    private static Stream<String> rows(String path, JsonObject section) {
        return section.stream().flatMap(entry -> {
            String name = path.equals("namespaces.") ? "<name>" : entry.getKey();
            return entry.getValue() instanceof JsonObject below
                    ? rows(path + name + ".", below)
                    : Stream.of("| `" + path + name + "` | " + written(entry.getValue()) + " |");
        });
    }

    private static String written(Object value) {
        if (value == null) {
            return "absent";
        }
        return value instanceof JsonArray ? "`[]`" : "`" + Json.encode(value) + "`";
    }

    private static ConfigReader reader() {
        return new ConfigReader(ENVIRONMENT::get);
    }
}
