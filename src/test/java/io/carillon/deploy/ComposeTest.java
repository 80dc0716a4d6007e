package io.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.ShutdownConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker cannot run where the tests run, so the facts that span several files are compared. */
class ComposeTest {
    private final JsonObject conf = new JsonObject(Tree.text("deploy/compose/carillon.json"));
    private final JsonObject services =
            Tree.yaml("deploy/compose/compose.yaml").get(0).getJsonObject("services");

    @ParameterizedTest
    @ValueSource(strings = {"node1", "node2"})
    void every_variable_of_the_configuration_is_in_the_environment_of_the_node(String node) {
        assertThat(services.getJsonObject(node).getJsonObject("environment").fieldNames())
                .containsExactlyInAnyOrderElementsOf(Tree.references(conf.encode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node1", "node2"})
    void a_node_has_one_address_and_all_members_know_it(String node) {
        JsonObject service = services.getJsonObject(node);
        String address = address(node);

        assertThat(service.getJsonObject("environment").getString("CARILLON_NODE_HOST"))
                .isEqualTo(address);
        assertThat(service.getJsonArray("command")).containsSequence("-cluster-host", address);
        assertThat(conf.getJsonObject("cluster").getJsonArray("members")).contains(address + ":5701");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node1", "node2"})
    void a_node_is_given_the_time_to_drain(String node) {
        Duration grace = Tree.duration(services.getJsonObject(node).getString("stop_grace_period"));
        Duration drain = Tree.duration(conf.getJsonObject("shutdown").getString("drain"));

        assertThat(grace).isGreaterThan(new ShutdownConfig(drain).longest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"node1", "node2"})
    void published_ports_are_those_of_the_configuration_and_on_loopback(String node) {
        JsonArray ports = services.getJsonObject(node).getJsonArray("ports");

        assertThat(ports.getString(0))
                .startsWith("127.0.0.1:")
                .endsWith(":" + conf.getJsonObject("server").getInteger("port"));
        assertThat(ports.getString(1))
                .startsWith("127.0.0.1:")
                .endsWith(":" + conf.getJsonObject("ops").getInteger("port"));
    }

    @Test
    void the_nodes_believe_the_proxy() {
        assertThat(conf.getJsonObject("server").getJsonArray("trustedProxies"))
                .isEqualTo(new JsonArray(List.of(address("nginx"))));
    }

    private String address(String service) {
        return services.getJsonObject(service)
                .getJsonObject("networks")
                .getJsonObject("carillon")
                .getString("ipv4_address");
    }
}
