package io.carillon.broker.redis;

import io.carillon.broker.Broker;
import io.carillon.broker.Draft;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import java.util.Optional;

/** The publishing side of one verticle, on lanes of its own; a page that is long on its way delays no publish. */
final class RedisBroker implements Broker {
    private final RedisLanes lanes;
    private final RedisLanes readLanes;
    private final HistoryKeys keys;
    private final RedisHistory history;

    /**
     * @param lanes for all that is written; the broker's to close
     * @param readLanes the broker's to close too
     */
    RedisBroker(RedisLanes lanes, RedisLanes readLanes, String prefix, Payloads payloads) {
        this.lanes = lanes;
        this.readLanes = readLanes;
        keys = new HistoryKeys(prefix);
        history = new RedisHistory(keys, payloads);
    }

    @Override
    public Future<Void> publish(ChannelName channel, byte[] text) {
        String road = keys.road(channel);
        return lanes.on(road, text.length, lane -> lane.tell(Request.cmd(lane.publishing(), road, text), text.length));
    }

    @Override
    public Future<Optional<Position>> publish(Draft draft) {
        int bytes = draft.text().length;
        return lanes.on(keys.road(draft.channel()), bytes, lane -> history.publish(lane, draft));
    }

    @Override
    public Future<Past> read(ChannelName channel, Page page) {
        return readLanes.on(keys.road(channel), 0, lane -> history.read(lane, channel, page));
    }

    @Override
    public Future<Position> erase(ChannelName channel) {
        return lanes.on(keys.road(channel), 0, lane -> history.erase(lane, channel));
    }

    @Override
    public boolean isUp() {
        return lanes.isUp() && readLanes.isUp();
    }

    @Override
    public Future<Void> close() {
        return Future.join(lanes.close(), readLanes.close()).mapEmpty();
    }
}
