package io.carillon.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a living node reachable. The table of addresses that Hazelcast holds can lose its entry (a kill at the wrong
 * moment, a healed split); nobody else would notice, and the event bus hides it from the node itself by delivering
 * locally what it finds no entry for. So the table is read.
 */
final class RegistrationWatch {
    private static final long CHECK_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationWatch.class);

    private final ClusterManager manager;
    private final BusCluster cluster;

    RegistrationWatch(ClusterManager manager, BusCluster cluster) {
        this.manager = manager;
        this.cluster = cluster;
    }

    void start(Vertx vertx) {
        vertx.setPeriodic(CHECK_MILLIS, timer -> check().onFailure(this::onFailure));
    }

    /** While the node leaves the cluster, the table is gone before the timer is. */
    private void onFailure(Throwable failure) {
        if (manager.isActive()) {
            LOG.atWarn().setCause(failure).log("Cannot check that other nodes can reach this one; tried again in 10 s");
        }
    }

    /** Completes when the node is registered; fails when that cannot be found out or done. */
    Future<Void> check() {
        return isRegistered().compose(registered -> registered ? Future.succeededFuture() : registerAgain());
    }

    Future<Boolean> isRegistered() {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        manager.getRegistrations(BusCluster.address(cluster.nodeId()), found);
        return found.future()
                .map(all -> all.stream()
                        .anyMatch(registration -> registration.nodeId().equals(cluster.nodeId())));
    }

    private Future<Void> registerAgain() {
        LOG.atWarn().log("Other nodes could not reach this one; registering again");
        return cluster.reopen();
    }
}
