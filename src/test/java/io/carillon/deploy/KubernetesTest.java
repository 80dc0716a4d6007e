package io.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.ShutdownConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests cannot run where the tests run, so the facts that span several of them are compared. */
class KubernetesTest {
    private final JsonObject conf = configuration();
    private final JsonObject deployment = Tree.manifest("Deployment", "carillon");
    private final JsonObject template = deployment.getJsonObject("spec").getJsonObject("template");
    private final JsonObject pod = template.getJsonObject("spec");
    private final JsonObject container = pod.getJsonArray("containers").getJsonObject(0);

    static JsonObject configuration() {
        return new JsonObject(
                Tree.manifest("ConfigMap", "carillon").getJsonObject("data").getString("carillon.json"));
    }

    @Test
    void the_grace_period_has_room_for_the_pause_the_drain_and_the_farewell() {
        JsonArray pause = container
                .getJsonObject("lifecycle")
                .getJsonObject("preStop")
                .getJsonObject("exec")
                .getJsonArray("command");
        Duration drain = Tree.duration(conf.getJsonObject("shutdown").getString("drain"));
        Duration grace = Duration.ofSeconds(pod.getLong("terminationGracePeriodSeconds"));

        assertThat(pause.getString(0)).isEqualTo("sleep");
        assertThat(grace).isGreaterThan(Tree.duration(pause.getString(1)).plus(new ShutdownConfig(drain).longest()));
    }

    @ParameterizedTest
    @CsvSource({"startupProbe,/health/live", "livenessProbe,/health/live", "readinessProbe,/health/ready"})
    void probes_ask_the_ops_listener(String probe, String path) {
        JsonObject get = container.getJsonObject(probe).getJsonObject("httpGet");

        assertThat(get.getString("path")).isEqualTo(path);
        assertThat(port(get.getString("port")))
                .isEqualTo(conf.getJsonObject("ops").getInteger("port"));
    }

    @Test
    void ports_are_those_of_the_configuration() {
        assertThat(port("public")).isEqualTo(conf.getJsonObject("server").getInteger("port"));
        assertThat(port("hazelcast")).isEqualTo(conf.getJsonObject("cluster").getInteger("port"));
    }

    @Test
    void every_variable_of_the_configuration_is_in_the_environment_of_the_pod() {
        Set<String> defined = new TreeSet<>();
        objects(container.getJsonArray("env")).forEach(variable -> defined.add(variable.getString("name")));
        JsonObject secret = Tree.yaml("deploy/kubernetes/secret.yaml.example").get(0);
        defined.addAll(secret.getJsonObject("stringData").fieldNames());

        assertThat(defined).isEqualTo(Tree.references(conf.encode()));
        assertThat(container
                        .getJsonArray("envFrom")
                        .getJsonObject(0)
                        .getJsonObject("secretRef")
                        .getString("name"))
                .isEqualTo(secret.getJsonObject("metadata").getString("name"));
    }

    @Test
    void the_example_of_the_secret_holds_references_only() {
        JsonObject values =
                Tree.yaml("deploy/kubernetes/secret.yaml.example").get(0).getJsonObject("stringData");

        assertThat(values.fieldNames())
                .allSatisfy(name -> assertThat(values.getString(name)).isEqualTo("${" + name + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"carillon", "carillon-ops", "carillon-cluster"})
    void services_find_the_pods_and_their_ports(String name) {
        JsonObject service = Tree.manifest("Service", name).getJsonObject("spec");
        JsonObject labels = template.getJsonObject("metadata").getJsonObject("labels");

        assertThat(service.getJsonObject("selector")).isEqualTo(labels);
        assertThat(objects(service.getJsonArray("ports")))
                .allSatisfy(
                        port -> assertThat(port(port.getString("targetPort"))).isPositive());
    }

    @Test
    void nodes_find_each_other_by_the_name_of_the_headless_service() {
        JsonObject kubernetes = conf.getJsonObject("cluster").getJsonObject("kubernetes");
        JsonObject service = Tree.manifest("Service", kubernetes.getString("service"));

        assertThat(service.getJsonObject("metadata").getString("namespace"))
                .isEqualTo(kubernetes.getString("namespace"));
        assertThat(service.getJsonObject("spec").getString("clusterIP")).isEqualTo("None");
        assertThat(service.getJsonObject("spec").getBoolean("publishNotReadyAddresses"))
                .isTrue();
        assertThat(container.getJsonArray("args")).contains("-cluster");
    }

    @Test
    void the_container_cannot_become_root_or_write_to_its_image() {
        JsonObject security = container.getJsonObject("securityContext");

        assertThat(pod.getJsonObject("securityContext").getBoolean("runAsNonRoot"))
                .isTrue();
        assertThat(security.getBoolean("readOnlyRootFilesystem")).isTrue();
        assertThat(security.getBoolean("allowPrivilegeEscalation")).isFalse();
        assertThat(security.getJsonObject("capabilities").getJsonArray("drop")).contains("ALL");
    }

    @Test
    void one_node_at_a_time_may_be_taken_away() {
        JsonObject budget = Tree.manifest("PodDisruptionBudget", "carillon").getJsonObject("spec");
        JsonObject rolling =
                deployment.getJsonObject("spec").getJsonObject("strategy").getJsonObject("rollingUpdate");

        assertThat(budget.getInteger("maxUnavailable")).isEqualTo(1);
        assertThat(budget.getJsonObject("selector"))
                .isEqualTo(deployment.getJsonObject("spec").getJsonObject("selector"));
        assertThat(rolling.getInteger("maxUnavailable")).isZero();
    }

    @Test
    void the_configuration_is_mounted_where_the_command_reads_it() {
        JsonArray args = container.getJsonArray("args");
        JsonObject mount = container.getJsonArray("volumeMounts").getJsonObject(0);

        assertThat(args.getString(args.size() - 2)).isEqualTo("-conf");
        assertThat(args.getString(args.size() - 1)).isEqualTo(mount.getString("mountPath") + "/carillon.json");
    }

    private int port(String name) {
        return objects(container.getJsonArray("ports"))
                .filter(port -> name.equals(port.getString("name")))
                .mapToInt(port -> port.getInteger("containerPort"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
