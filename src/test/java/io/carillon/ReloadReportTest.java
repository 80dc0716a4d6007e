package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.config.Reloaded;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reload says of each key: that it holds from now on, or that it takes a restart, and never both or nothing. */
class ReloadReportTest {
    private static final Path REFERENCE = Path.of("conf/carillon.reference.json");
    private static final List<String> RELOADED =
            List.of("namespaces", "limits", "auth", "server.tls", "ops.apiKeys", "ops.auditPublishes");
    private static final String SECRET = "a secret of a test, long enough for it";
    private static final String OTHER = "another secret, and long enough as well";

    /** Where the next value of the same type will not do: what is absent by default, names, lists. */
    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("server.host", "127.0.0.2"),
            Map.entry("server.allowedOrigins", List.of("https://a.example")),
            Map.entry("server.transport", "nio"),
            Map.entry("server.tls.certificate", "other"),
            Map.entry("server.tls.key", "other"),
            Map.entry("server.trustedProxies", List.of("10.0.0.1")),
            Map.entry("ops.host", "127.0.0.2"),
            Map.entry("ops.apiKeys", List.of("k".repeat(32))),
            Map.entry("auth.secret", OTHER),
            Map.entry("auth.publicKey", "other"),
            Map.entry("auth.jwks", "other"),
            Map.entry("auth.issuer", "i"),
            Map.entry("auth.audience", "a"),
            Map.entry("namespaces..subscribe", "nobody"),
            Map.entry("namespaces..publish", "nobody"),
            Map.entry("namespaces..history", "granted"),
            Map.entry("namespaces..presence", "granted"),
            Map.entry("namespaces..slowConsumer", "latest"),
            Map.entry("broker.type", "memory"),
            Map.entry("broker.redis.mode", "cluster"),
            Map.entry("broker.redis.endpoints", List.of("redis://other")),
            Map.entry("broker.redis.masterName", "m"),
            Map.entry("broker.redis.prefix", "p:"),
            Map.entry("broker.redis.commandTimeout", "500ms"),
            Map.entry("broker.redis.tls.ca", "other"),
            Map.entry("broker.redis.tls.certificate", "other"),
            Map.entry("broker.redis.tls.key", "other"),
            Map.entry("broker.redis.sentinel.user", "u"),
            Map.entry("broker.redis.sentinel.password", "p"),
            Map.entry("broker.redis.sentinel.tls.ca", "other"),
            Map.entry("broker.redis.sentinel.tls.certificate", "other"),
            Map.entry("broker.redis.sentinel.tls.key", "other"),
            Map.entry("cluster.name", "n"),
            Map.entry("cluster.host", "10.0.0.1"),
            Map.entry("cluster.members", List.of("a:1")),
            Map.entry("cluster.kubernetes.service", "s"),
            Map.entry("cluster.kubernetes.namespace", "n"),
            Map.entry("hooks.events.url", "https://other/"),
            Map.entry("hooks.events.secret", OTHER),
            Map.entry("hooks.events.kinds", List.of("connect")),
            Map.entry("hooks.authorize.url", "https://other/"),
            Map.entry("hooks.authorize.secret", OTHER),
            Map.entry("hooks.authorize.operations", List.of("publish")),
            Map.entry("outbound.allowedHosts", List.of("h", "other")));

    /** What has to be there as well, before and after, for a key to have a meaning. */
    private static final Map<String, Map<String, Object>> COMPANIONS = Map.of(
            "broker.redis.tls",
                    Map.of(
                            "broker.redis.endpoints",
                            List.of("rediss://h"),
                            "broker.redis.tls.certificate",
                            "file",
                            "broker.redis.tls.key",
                            "file"),
            "broker.redis.sentinel",
                    Map.of(
                            "broker.redis.mode",
                            "sentinel",
                            "broker.redis.masterName",
                            "n",
                            "broker.redis.endpoints",
                            List.of("rediss://h"),
                            "broker.redis.sentinel.password",
                            "o",
                            "broker.redis.sentinel.tls.certificate",
                            "file",
                            "broker.redis.sentinel.tls.key",
                            "file"),
            "broker", Map.of("broker.type", "redis", "broker.redis.endpoints", List.of("redis://h")),
            "broker.redis.masterName", Map.of("broker.redis.mode", "sentinel", "broker.redis.masterName", "n"),
            "server.proxyProtocol", Map.of("server.trustedProxies", List.of("10.0.0.1")),
            "server.tls", Map.of("server.tls.certificate", "file", "server.tls.key", "file"),
            "cluster.kubernetes", Map.of("cluster.kubernetes.service", "o", "cluster.kubernetes.namespace", "o"),
            "hooks.events", Map.of("hooks.events.url", "https://h/", "hooks.events.secret", SECRET),
            "hooks.authorize",
                    Map.of(
                            "hooks.authorize.url",
                            "http://h/",
                            "hooks.authorize.secret",
                            SECRET,
                            "hooks.authorize.timeout",
                            "500ms"),
            "namespaces", Map.of("namespaces..historySize", 5));

    @TempDir
    private Path directory;

    private String text;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(directory.resolve("file"), "one");
        Files.writeString(directory.resolve("other"), "another");
    }

    static Stream<String> keys() throws IOException {
        return leaves("", new JsonObject(Files.readString(REFERENCE)));
    }

    private static Stream<String> leaves(String path, JsonObject section) {
        return section.fieldNames().stream()
                .flatMap(key -> section.getValue(key) instanceof JsonObject part
                        ? leaves(path + key + ".", part)
                        : Stream.of(path + key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyIsSaidToHoldOrToTakeARestart(String key) throws IOException {
        JsonObject before = base(key);
        JsonObject after = before.copy();
        set(after, key, VALUES.getOrDefault(key, next(get(before, key), get(reference(), key))));
        Reloaded reloaded = reload(before, after);
        Optional<String> part = RELOADED.stream()
                .filter(each -> (key + ".").startsWith(each + "."))
                .findFirst();
        if (part.isPresent()) {
            assertThat(reloaded).isEqualTo(new Reloaded(List.of(part.get()), List.of()));
        } else {
            assertThat(reloaded.changed()).isEmpty();
            assertThat(reloaded.restart())
                    .anyMatch(path -> (key + ".").startsWith(path + "."))
                    .allMatch(path -> path.startsWith(key.substring(0, key.indexOf('.') + 1)));
        }
    }

    /** Renewed in place, as those that renew certificates do. */
    @ParameterizedTest
    @CsvSource({
        "auth.publicKey, auth",
        "auth.jwks, auth",
        "broker.redis.tls.ca, broker.redis.tls",
        "broker.redis.sentinel.tls.key, broker.redis.tls",
        "server.tls.certificate, server.tls",
        "server.tls.key, server.tls"
    })
    void anotherContentOfAKeyFileIsAChange(String key, String changed) throws IOException {
        JsonObject conf = base(key);
        set(conf, key, "file");
        CurrentConfig current = current(conf);
        assertThat(current.prepare()).isEqualTo(new Reloaded(List.of(), List.of()));
        Files.writeString(directory.resolve("file"), "two");
        Reloaded renewed = new Reloaded(List.of(changed), List.of());
        assertThat(current.prepare()).isEqualTo(renewed);
        current.cancel();
        assertThat(current.prepare()).as("what was called off is still to come").isEqualTo(renewed);
        current.apply();
        assertThat(current.prepare()).isEqualTo(new Reloaded(List.of(), List.of()));
    }

    @Test
    void whatIsPreparedDoesNotHoldYet() throws IOException {
        CurrentConfig current = current(base("limits.jsonDepth"));
        Config before = current.get();
        JsonObject after = base("limits.jsonDepth");
        set(after, "limits.jsonDepth", 7);
        text = after.encode();
        current.prepare();
        assertThat(current.get()).isSameAs(before);
        assertThat(current.next().limits().jsonDepth()).isEqualTo(7);
        current.cancel();
        assertThat(current.next()).isSameAs(before);
    }

    private Reloaded reload(JsonObject before, JsonObject after) throws IOException {
        CurrentConfig current = current(before);
        text = after.encode();
        return current.prepare();
    }

    private CurrentConfig current(JsonObject conf) {
        text = conf.encode();
        return new CurrentConfig(read(), Optional.of(this::read), UnaryOperator.identity());
    }

    private Config read() {
        try {
            Path file = Files.writeString(directory.resolve("carillon.json"), text);
            return new ConfigReader(name -> null).read(file).config();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject base(String key) {
        JsonObject base = new JsonObject().put("auth", new JsonObject().put("secret", SECRET));
        set(base, "namespaces", new JsonObject().put("", new JsonObject()));
        COMPANIONS.keySet().stream()
                .filter(section -> (key + ".").startsWith(section + "."))
                .sorted()
                .forEach(section -> COMPANIONS.get(section).forEach((path, value) -> set(base, path, value)));
        return base;
    }

    private static JsonObject reference() throws IOException {
        return new JsonObject(Files.readString(REFERENCE));
    }

    private static Object next(Object given, Object standard) {
        Object value = given == null ? standard : given;
        if (value instanceof Integer number) {
            return number + 1;
        }
        if (value instanceof Boolean flag) {
            return !flag;
        }
        if (value instanceof String duration && duration.matches("[0-9]+(ms|s|m|h)")) {
            int digits = duration.length() - duration.replaceAll("[0-9]", "").length();
            int amount = Integer.parseInt(duration.substring(0, digits));
            return amount - 1 + duration.substring(digits);
        }
        return value == null ? 17 : value;
    }

    private static Object get(JsonObject conf, String path) {
        Object value = conf;
        for (String step : path.split("\\.")) {
            value = value instanceof JsonObject object ? object.getValue(step) : null;
        }
        return value;
    }

    private static void set(JsonObject conf, String path, Object value) {
        String[] steps = path.split("\\.");
        JsonObject place = conf;
        for (int i = 0; i < steps.length - 1; i++) {
            if (!place.containsKey(steps[i])) {
                place.put(steps[i], new JsonObject());
            }
            place = place.getJsonObject(steps[i]);
        }
        place.put(steps[steps.length - 1], value);
    }
}
