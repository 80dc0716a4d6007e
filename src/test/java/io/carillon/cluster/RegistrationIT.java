package io.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.multimap.MultiMap;
import io.carillon.config.ClusterConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RegistrationIT {
    private Membership membership;
    private Vertx vertx;

    @BeforeEach
    void join() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ClusterConfig config = new ClusterConfig("alone", Optional.empty(), port, List.of(), Optional.empty());
        membership = Membership.of(config, Optional.empty(), OptionalInt.empty());
        vertx = Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(membership.eventBusOptions()))
                .withClusterManager(membership.manager())
                .buildClustered()
                .await();
    }

    @AfterEach
    void leave() {
        vertx.close().await();
    }

    @Test
    void a_node_that_the_table_of_addresses_has_lost_registers_again() {
        BusCluster cluster = new BusCluster(vertx, membership.manager().getNodeId(), membership.manager()::getNodes);
        RegistrationWatch watch = new RegistrationWatch(membership.manager(), cluster);
        cluster.open().await();
        assertThat(watch.isRegistered().await()).isTrue();
        table().remove(BusCluster.address(cluster.nodeId()));
        assertThat(watch.isRegistered().await()).isFalse();
        watch.check().await();
        assertThat(watch.isRegistered().await()).isTrue();
        assertThat(table().get(BusCluster.address(cluster.nodeId()))).hasSize(1);
    }

    @Test
    void a_node_that_is_registered_is_left_alone() {
        BusCluster cluster = (BusCluster) membership.join(vertx).await();
        RegistrationWatch watch = new RegistrationWatch(membership.manager(), cluster);
        Collection<Object> before = table().get(BusCluster.address(cluster.nodeId()));
        watch.check().await();
        assertThat(table().get(BusCluster.address(cluster.nodeId()))).isEqualTo(before);
    }

    @Test
    void aSplitThatHealsAndMembersThatAreMissingAreSaidOnceWithTheirReasons() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(MembershipLog.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        HazelcastInstance hazelcast = membership.manager().getHazelcastInstance();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> members = List.of("127.0.0.1:" + other.getLocalPort(), "no-such-node.invalid:5701");
            MembershipLog log = new MembershipLog(vertx, hazelcast, members, Optional.of("no-such-service.invalid"));
            log.reportMissing();
            log.stateChanged(new LifecycleEvent(LifecycleState.MERGING));
            log.stateChanged(new LifecycleEvent(LifecycleState.MERGED));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list.stream().map(line -> line.getMessage() + line.getKeyValuePairs()))
                .satisfiesExactly(
                        line -> assertThat(line).contains("not in the cluster", "it answers, but does not join"),
                        line -> assertThat(line).contains("not in the cluster", "unknown host"),
                        line -> assertThat(line).contains("cluster.kubernetes", "no-such-service.invalid"),
                        line -> assertThat(line).contains("was split"),
                        line -> assertThat(line).contains("Joined the cluster again", "members=\"1\""));
    }

    private MultiMap<Object, Object> table() {
        return membership.manager().getHazelcastInstance().getMultiMap("__vertx.subs");
    }
}
