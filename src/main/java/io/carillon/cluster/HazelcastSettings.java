package io.carillon.cluster;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import com.hazelcast.config.NetworkConfig;
import io.carillon.config.ClusterConfig;

/** Carillon's settings of Hazelcast: one address, no discovery by surprise, the dead noticed within seconds. */
final class HazelcastSettings {
    /** @param host the one address that Hazelcast listens on and connects from */
    static Config of(ClusterConfig cluster, String host, int port) {
        Config config = new Config();
        config.setClusterName(cluster.name());
        config.getMetricsConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(onlyOurs());
        addMapsOfVertx(config);
        setProperties(config);
        bind(config.getNetworkConfig(), host, port);
        join(config.getNetworkConfig().getJoin(), cluster, port);
        return config;
    }

    /** The names and kinds that the Vert.x cluster manager expects. */
    private static void addMapsOfVertx(Config config) {
        config.addMultiMapConfig(
                new MultiMapConfig("__vertx.subs").setBackupCount(1).setValueCollectionType(ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
    }

    private static void setProperties(Config config) {
        config.setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.heartbeat.interval.seconds", "5")
                .setProperty("hazelcast.max.no.heartbeat.seconds", "15")
                .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "10")
                .setProperty("hazelcast.wait.seconds.before.join", "1")
                .setProperty("hazelcast.graceful.shutdown.max.wait", "10");
    }

    /** A taken port is an error to be seen, not a reason to listen elsewhere. */
    private static void bind(NetworkConfig network, String host, int port) {
        network.setPort(port).setPortAutoIncrement(false).setReuseAddress(true);
        network.getInterfaces().setEnabled(true).addInterface(host);
    }

    private static void join(JoinConfig join, ClusterConfig cluster, int port) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(cluster.kubernetes().isEmpty()).setMembers(cluster.members());
        cluster.kubernetes()
                .ifPresent(place -> join.getKubernetesConfig()
                        .setEnabled(true)
                        .setProperty("service-dns", serviceName(place))
                        .setProperty("service-port", Integer.toString(port)));
    }

    /** Under which the addresses of the members are in DNS. */
    static String serviceName(ClusterConfig.Kubernetes place) {
        return place.service() + "." + place.namespace() + ".svc.cluster.local";
    }

    /** Whoever reaches the port could otherwise have any class of the class path deserialized. */
    private static JavaSerializationFilterConfig onlyOurs() {
        ClassFilter allowed = new ClassFilter()
                .addPrefixes("com.hazelcast.", "io.vertx.spi.cluster.hazelcast.", "java.lang.", "java.util.", "[");
        return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(allowed);
    }

    private HazelcastSettings() {}
}
