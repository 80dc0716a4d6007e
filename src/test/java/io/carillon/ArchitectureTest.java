package io.carillon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.carillon.broker.BridgeVerticle;
import io.carillon.heartbeat.HeartbeatVerticle;
import io.carillon.hooks.HooksVerticle;
import io.carillon.metrics.MetricsVerticle;
import io.carillon.ops.OpsVerticle;
import io.carillon.session.WebSocketVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of packages in ARCHITECTURE.md, and what else shall stay as it is however the code grows. */
class ArchitectureTest {
    private static final int MAX_LINES = 450;
    private static final int MAX_METHOD = 30;
    private static final String ROOT = "io.carillon";
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path TABLE = Path.of("src/docs/ARCHITECTURE.md");
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern METHOD = Pattern.compile("((?: {4}){1,2})[^ ].*\\) (?:throws [^{]+)?\\{");
    private static final Pattern TOO_VAGUE = Pattern.compile(".*(Manager|Helper|Util|Utils|Impl)");
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_uses_only_what_its_row_says(String name) throws IOException {
        String[] others = Stream.concat(Stream.of(name), arrows().get(name).stream())
                .map(ArchitectureTest::tree)
                .toArray(String[]::new);

        classes()
                .that(resideInAPackage(tree(name)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(others).or(not(resideInAPackage(ROOT + ".."))))
                .check(CODE);
    }

    @Test
    void every_package_has_a_row_and_every_row_a_package() throws IOException {
        try (Stream<Path> all = Files.list(SOURCES.resolve("io/carillon"))) {
            assertThat(all.filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(arrows().keySet());
        }
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void a_library_is_known_where_it_belongs_and_nowhere_else() {
        onlyIn("io.vertx.redis..", "broker.redis");
        onlyIn("com.hazelcast..", "cluster");
        onlyIn("io.vertx.spi.cluster..", "cluster");
        onlyIn("io.vertx.ext.web..", "ops");
        onlyIn("io.vertx.circuitbreaker..", "hooks");
        onlyIn("picocli..", "cli");
        onlyIn("io.micrometer..", "metrics");
        onlyIn("org.HdrHistogram..", "metrics", "ops", "bench");
        onlyIn("com.fasterxml.jackson..", "protocol", "config", "json");
    }

    @Test
    void only_sessions_and_the_load_generator_touch_sockets() {
        noClasses()
                .that(not(resideInAnyPackage(tree("session"), tree("http"), tree("bench")))
                        .and(not(simpleName("EventLoopProbe")))
                        .and(not(simpleName("MetricsVerticle")))
                        .and(not(simpleName("ProcessWatch")))
                        .and(not(simpleName("Watched"))))
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty.."))
                .check(CODE);
    }

    @Test
    void json_objects_stay_at_the_borders() {
        noClasses()
                .that(resideInAnyPackage(
                        tree("protocol"), tree("bus"), tree("channel"), tree("heartbeat"), tree("broker")))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JsonObject.class)
                .check(CODE);
    }

    @Test
    void nothing_mutable_is_static() {
        fields().that().areStatic().should().beFinal().check(CODE);
    }

    @Test
    void logs_take_one_road() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                .check(CODE);
        noClasses()
                .that(not(resideInAPackage(tree("cli"))).and(not(resideInAPackage(ROOT))))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PrintStream.class)
                .check(CODE);
    }

    @Test
    void names_say_what_a_class_is() {
        assertThat(CODE.stream().map(each -> each.getSimpleName()))
                .noneMatch(name -> TOO_VAGUE.matcher(name).matches());
    }

    @Test
    void only_the_composition_root_names_a_verticle() {
        List<Class<?>> verticles = List.of(
                BridgeVerticle.class,
                HeartbeatVerticle.class,
                HooksVerticle.class,
                MetricsVerticle.class,
                OpsVerticle.class,
                WebSocketVerticle.class);
        assertThat(CODE.stream()
                        .filter(each -> each.isAssignableTo(Deployable.class))
                        .filter(each -> !each.getPackageName().equals(ROOT))
                        .map(each -> each.getName()))
                .containsExactlyInAnyOrderElementsOf(
                        verticles.stream().map(Class::getName).toList());
        for (Class<?> verticle : verticles) {
            noClasses()
                    .that(not(resideInAPackage(ROOT)))
                    .should()
                    .dependOnClassesThat(equivalentTo(verticle))
                    .check(CODE);
        }
    }

    @Test
    void no_file_is_longer_than_450_lines_and_no_method_than_30() throws IOException {
        for (Path file : files(SOURCES)) {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.size()).as(file.toString()).isLessThanOrEqualTo(MAX_LINES);
            for (int start = 0; start < lines.size(); start++) {
                Matcher method = METHOD.matcher(lines.get(start));
                if (method.matches()) {
                    int end = lines.subList(start, lines.size()).indexOf(method.group(1) + "}");
                    assertThat(end).as(file + ":" + (start + 1)).isLessThanOrEqualTo(MAX_METHOD);
                }
            }
        }
    }

    static Stream<String> packages() throws IOException {
        return arrows().keySet().stream();
    }

    private static void onlyIn(String library, String... packages) {
        String[] places = Arrays.stream(packages).map(ArchitectureTest::tree).toArray(String[]::new);
        noClasses()
                .that(not(resideInAnyPackage(places)))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(CODE);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(each -> each.toString().endsWith(".java")).toList();
        }
    }

    private static String tree(String name) {
        return ROOT + "." + name + "..";
    }

    /** The rows of the table: a package, and those that it may use. */
    private static Map<String, List<String>> arrows() throws IOException {
        Map<String, List<String>> arrows = new TreeMap<>();
        ROW.matcher(Files.readString(TABLE)).results().forEach(row -> {
            String name = row.group(1).split(",")[0].replace("`", "");
            List<String> others =
                    row.group(2).equals("–") ? List.of() : List.of(row.group(2).split(", "));
            if (Files.isDirectory(SOURCES.resolve("io/carillon/" + name))) {
                arrows.put(name, others);
            }
        });
        return arrows;
    }
}
