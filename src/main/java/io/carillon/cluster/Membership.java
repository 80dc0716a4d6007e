package io.carillon.cluster;

import io.carillon.config.ClusterConfig;
import io.carillon.config.HostName;
import io.carillon.config.ListenException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How this process becomes a member. The composition root builds Vert.x with {@link #manager} and {@link
 * #eventBusOptions}, then calls {@link #join}.
 */
public final class Membership {
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int PING_MILLIS = 5_000;

    private final HazelcastClusterManager manager;
    private final String host;
    private final int port;
    private final List<String> members;
    private final Optional<String> service;

    private Membership(HazelcastClusterManager manager, String host, int port, ClusterConfig config) {
        this.manager = manager;
        members = config.members();
        service = config.kubernetes().map(HazelcastSettings::serviceName);
        this.host = host;
        this.port = port;
    }

    /**
     * @param host overrides {@code cluster.host}
     * @param port overrides {@code cluster.port}
     * @throws IllegalArgumentException when there is no address to bind to; the message is for the operator
     */
    public static Membership of(ClusterConfig config, Optional<String> host, OptionalInt port) {
        String address = resolve(host.or(config::host).orElseGet(() -> defaultHost(config)));
        int listening = port.orElse(config.port());
        HazelcastClusterManager manager = new HazelcastClusterManager(HazelcastSettings.of(config, address, listening));
        return new Membership(manager, address, listening, config);
    }

    /**
     * Looks whether Hazelcast will get its port, since it says that it did not in pages.
     *
     * @throws ListenException when not
     */
    public void checkPort() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException taken) {
            throw new ListenException("cluster", host, port, taken);
        }
    }

    public HazelcastClusterManager manager() {
        return manager;
    }

    /**
     * Binds the traffic between nodes to the cluster's own address, on a port that the system chooses and the nodes
     * tell each other. A peer that stops reading is given up after two pings.
     */
    public EventBusOptions eventBusOptions() {
        return new EventBusOptions()
                .setHost(host)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PING_MILLIS);
    }

    /** Makes this node one that others can ask, and keeps it so; completes once they can. */
    public Future<Cluster> join(Vertx vertx) {
        BusCluster cluster = new BusCluster(vertx, manager.getNodeId(), manager::getNodes);
        RegistrationWatch watch = new RegistrationWatch(manager, cluster);
        MembershipLog log = new MembershipLog(vertx, manager.getHazelcastInstance(), members, service);
        cluster.onLeaving(log::leaving);
        log.start();
        return cluster.open().onSuccess(opened -> watch.start(vertx)).map(cluster);
    }

    /** In Kubernetes a pod has one address; elsewhere only loopback is safe to assume. */
    private static String defaultHost(ClusterConfig config) {
        if (config.kubernetes().isPresent()) {
            return ownAddress();
        }
        if (config.members().stream().allMatch(Membership::isLoopback)) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
        throw new IllegalArgumentException(
                "cluster.host: required when cluster.members names other machines (this machine's address among them)");
    }

    private static boolean isLoopback(String member) {
        return HostName.isLoopback(member.substring(0, member.lastIndexOf(':')).replaceAll("[\\[\\]]", ""));
    }

    private static String ownAddress() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("cluster.host: required, this machine has no name of its own", e);
        }
    }

    private static String resolve(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("cluster.host: unknown host " + host, e);
        }
    }
}
