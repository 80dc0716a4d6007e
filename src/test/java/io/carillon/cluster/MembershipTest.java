package io.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.carillon.config.ClusterConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipTest {
    private static final ClusterConfig LOOPBACK =
            new ClusterConfig("chimes", Optional.empty(), 5701, List.of("127.0.0.1:5702"), Optional.empty());

    @Test
    void without_a_host_a_cluster_on_loopback_binds_to_loopback_alone() {
        Membership membership = Membership.of(LOOPBACK, Optional.empty(), OptionalInt.empty());
        Config config = membership.manager().getConfig();
        assertThat(config.getClusterName()).isEqualTo("chimes");
        assertThat(config.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
        assertThat(config.getNetworkConfig().getPort()).isEqualTo(5701);
        assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
        assertThat(membership.eventBusOptions().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void the_command_line_overrides_host_and_port() {
        Membership membership = Membership.of(LOOPBACK, Optional.of("127.0.0.2"), OptionalInt.of(6001));
        Config config = membership.manager().getConfig();
        assertThat(config.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("127.0.0.2");
        assertThat(config.getNetworkConfig().getPort()).isEqualTo(6001);
        assertThat(membership.eventBusOptions().getHost()).isEqualTo("127.0.0.2");
    }

    @Test
    void members_join_by_address_and_never_by_multicast() {
        JoinConfig join = join(LOOPBACK);
        assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
        assertThat(join.getTcpIpConfig().getMembers()).containsExactly("127.0.0.1:5702");
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
        assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    }

    @Test
    void in_kubernetes_members_are_found_by_the_name_of_the_service() {
        JoinConfig join = join(new ClusterConfig(
                "chimes",
                Optional.of("127.0.0.1"),
                5701,
                List.of(),
                Optional.of(new ClusterConfig.Kubernetes("carillon-nodes", "prod"))));
        assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
        assertThat(join.getKubernetesConfig().getProperties())
                .containsEntry("service-dns", "carillon-nodes.prod.svc.cluster.local")
                .containsEntry("service-port", "5701");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5701", "LOCALHOST:5701", "127.0.0.2:5701", "[::1]:5701"})
    void what_only_this_machine_reaches_is_loopback(String member) {
        ClusterConfig here = new ClusterConfig("chimes", Optional.empty(), 5701, List.of(member), Optional.empty());
        assertThat(Membership.of(here, Optional.empty(), OptionalInt.empty())
                        .eventBusOptions()
                        .getHost())
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5:5701",
                "localhost-2.corp:5701",
                "localhost.example:5701",
                "127.evil:5701",
                "node_1:5701"
            })
    void members_elsewhere_need_a_host_of_our_own(String member) {
        ClusterConfig elsewhere =
                new ClusterConfig("chimes", Optional.empty(), 5701, List.of(member), Optional.empty());
        assertThatThrownBy(() -> Membership.of(elsewhere, Optional.empty(), OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cluster.host: required");
    }

    private static JoinConfig join(ClusterConfig config) {
        return Membership.of(config, Optional.empty(), OptionalInt.empty())
                .manager()
                .getConfig()
                .getNetworkConfig()
                .getJoin();
    }
}
