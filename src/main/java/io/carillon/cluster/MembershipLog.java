package io.carillon.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says who joins the cluster and who leaves it, one line each, with the number of members that remain. Hazelcast's own
 * warnings of the same events are switched off in logback.xml: they are many, and have stack traces. Its threads call
 * this, and a worker thread.
 */
final class MembershipLog implements MembershipListener, LifecycleListener {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipLog.class);
    private static final int PROBE_MILLIS = 2_000;
    private static final String NODE_ID = "__vertx.nodeId";

    /** Time for nodes that start together to find each other, before those who are missing are named. */
    private static final long SETTLING_MILLIS = 5_000;

    private final Vertx vertx;
    private final HazelcastInstance hazelcast;
    private final List<String> configured;
    private final Optional<String> service;

    /** Nodes that have announced that they leave; each is a member, or was one a moment ago. */
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();

    private Set<String> missing = new TreeSet<>();

    /**
     * @param configured {@code host:port} of the members that are to be there
     * @param service the name under which other members are found, if that is how
     */
    MembershipLog(Vertx vertx, HazelcastInstance hazelcast, List<String> configured, Optional<String> service) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
        this.configured = configured;
        this.service = service;
    }

    void start() {
        hazelcast.getCluster().addMembershipListener(this);
        hazelcast.getLifecycleService().addLifecycleListener(this);
        Member self = hazelcast.getCluster().getLocalMember();
        line(Level.INFO, self, hazelcast.getCluster().getMembers().size())
                .addKeyValue("cluster", hazelcast.getConfig().getClusterName())
                .log("Joined the cluster");
        vertx.setTimer(
                SETTLING_MILLIS,
                settled -> vertx.executeBlocking(() -> {
                    reportMissing();
                    return null;
                }));
    }

    /** @param node the id of a node that ends in order: that it is gone soon is no failure */
    void leaving(String node) {
        if (hazelcast.getCluster().getMembers().stream().map(MembershipLog::id).anyMatch(node::equals)) {
            leaving.add(node);
        }
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        line(Level.INFO, event.getMember(), event.getMembers().size()).log("Node joined the cluster");
        vertx.executeBlocking(() -> {
            reportFound();
            return null;
        });
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        boolean announced = leaving.remove(id(event.getMember()));
        line(
                        announced ? Level.INFO : Level.WARN,
                        event.getMember(),
                        event.getMembers().size())
                .log(announced ? "Node left the cluster" : "Lost a node of the cluster: it no longer answers");
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case MERGING -> LOG.warn("The cluster was split; joining its larger part again");
            case MERGED ->
                line(Level.INFO, hazelcast.getCluster().getLocalMember(), size())
                        .log("Joined the cluster again");
            case MERGE_FAILED -> LOG.error("Joining the larger part of the cluster failed; restart this node");
            default -> {}
        }
    }

    /** Names each of {@code cluster.members} that is not there. Blocks while names are resolved. */
    synchronized void reportMissing() {
        missing = absent();
        missing.forEach(member -> LOG.atWarn()
                .addKeyValue("member", member)
                .addKeyValue("reason", reason(member))
                .addKeyValue("members", size())
                .log("A member of cluster.members is not in the cluster; this node keeps trying"));
        service.filter(MembershipLog::isUnknown)
                .ifPresent(name -> LOG.atWarn()
                        .addKeyValue("service", name)
                        .log("The service of cluster.kubernetes cannot be resolved: no other node will be found"));
    }

    private static boolean isUnknown(String host) {
        try {
            return InetAddress.getByName(host) == null;
        } catch (UnknownHostException unknown) {
            return true;
        }
    }

    /** Why a member cannot have joined, as far as can be seen from here. */
    private static String reason(String member) {
        int colon = member.lastIndexOf(':');
        int port = Integer.parseInt(member.substring(colon + 1));
        InetSocketAddress address = new InetSocketAddress(member.substring(0, colon), port);
        if (address.isUnresolved()) {
            return "unknown host";
        }
        try (Socket probe = new Socket()) {
            probe.connect(address, PROBE_MILLIS);
            return "it answers, but does not join: another cluster.name or version, or it cannot reach this node";
        } catch (SocketTimeoutException silent) {
            return "no answer";
        } catch (IOException refused) {
            return refused.getMessage();
        }
    }

    /** Names each that was missing and has come. Blocks while names are resolved. */
    private synchronized void reportFound() {
        Set<String> absent = missing.isEmpty() ? Set.of() : absent();
        missing.removeIf(member -> {
            boolean found = !absent.contains(member);
            if (found) {
                LOG.atInfo()
                        .addKeyValue("member", member)
                        .addKeyValue("members", size())
                        .log("A missing member of cluster.members is now in the cluster");
            }
            return found;
        });
    }

    private Set<String> absent() {
        Set<String> present = new HashSet<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            present.add(place(member.getAddress().getHost(), member.getAddress().getPort()));
        }
        Set<String> absent = new TreeSet<>(configured);
        absent.removeIf(member -> isAmong(present, member));
        return absent;
    }

    private static boolean isAmong(Set<String> present, String member) {
        int colon = member.lastIndexOf(':');
        int port = Integer.parseInt(member.substring(colon + 1));
        try {
            for (InetAddress address : InetAddress.getAllByName(member.substring(0, colon))) {
                if (present.contains(place(address.getHostAddress(), port))) {
                    return true;
                }
            }
        } catch (UnknownHostException unknown) {
            LOG.atDebug().setCause(unknown).log("Cannot resolve a member's name");
        }
        return false;
    }

    /** One spelling of an address, which Hazelcast may hold as a name. */
    private static String place(String host, int port) {
        try {
            return InetAddress.getByName(host).getHostAddress() + ' ' + port;
        } catch (UnknownHostException unknown) {
            return host + ' ' + port;
        }
    }

    private int size() {
        return hazelcast.getCluster().getMembers().size();
    }

    private static LoggingEventBuilder line(Level level, Member member, int members) {
        return LOG.atLevel(level)
                .addKeyValue("node", id(member))
                .addKeyValue("address", address(member))
                .addKeyValue("members", members);
    }

    private static String address(Member member) {
        String host = member.getAddress().getHost();
        return (host.contains(":") ? "[" + host + "]" : host) + ":"
                + member.getAddress().getPort();
    }

    /** As everywhere in Carillon; Hazelcast's own id before the node has announced it. */
    private static String id(Member member) {
        String id = member.getAttribute(NODE_ID);
        return id == null ? member.getUuid().toString() : id;
    }
}
