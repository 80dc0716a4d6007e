package io.carillon.broker.redis;

import io.carillon.broker.LeaseStore;
import io.carillon.broker.Renewal;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A store in Redis whose things are kept under leases of nodes: one family of them. */
abstract class RedisLeaseStore implements LeaseStore {
    private static final Script RENEW = Script.named("lease-renew");
    private static final Script RETIRE = Script.named("lease-retire");

    /** What one node does about a lapsed lease in this time another need not do too. */
    private static final long SWEEP_MILLIS = 8_000;

    /** Leases that one renewal hands out. */
    private static final int MAX_LAPSED = 8;

    private final RedisLanes lanes;
    private final String epoch;
    private final String leases;
    private final String lapsed;

    /**
     * All keys are in one slot.
     *
     * @param lanes are the store's to close
     * @param epoch string: names the memory of this Redis
     * @param leases sorted set of leases and when each is over
     * @param lapsed sorted set of lapsed leases and when each may be swept by another node
     */
    RedisLeaseStore(RedisLanes lanes, String epoch, String leases, String lapsed) {
        this.lanes = lanes;
        this.epoch = epoch;
        this.leases = leases;
        this.lapsed = lapsed;
    }

    @Override
    public final Future<Renewal> renew(String lease, String knownEpoch, Duration life) {
        List<?> arguments = List.of(lease, knownEpoch, life.toMillis(), UUID.randomUUID(), SWEEP_MILLIS, MAX_LAPSED);
        List<String> names = List.of(epoch, leases, lapsed);
        return lanes.on(epoch, 0, lane -> lane.run(RENEW, names, arguments, 0, RedisLeaseStore::renewal));
    }

    private static Renewal renewal(Response answer) {
        List<String> lapsed = new ArrayList<>();
        answer.get(2).forEach(lease -> lapsed.add(lease.toString()));
        return new Renewal(answer.get(0).toString(), answer.get(1).toInteger() == 1, lapsed);
    }

    @Override
    public final Future<Void> retire(String lease, Duration rest) {
        List<?> arguments = List.of(lease, rest.toMillis());
        return lanes.on(leases, 0, lane -> lane.run(RETIRE, List.of(leases), arguments, 0))
                .mapEmpty();
    }

    final RedisLanes lanes() {
        return lanes;
    }

    @Override
    public final boolean isUp() {
        return lanes.isUp();
    }

    @Override
    public final long returns() {
        return lanes.returns();
    }

    @Override
    public Future<Void> close() {
        return lanes.close();
    }
}
