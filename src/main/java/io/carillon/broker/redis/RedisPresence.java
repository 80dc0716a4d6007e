package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.broker.Change;
import io.carillon.broker.PresenceStore;
import io.carillon.broker.Step;
import io.carillon.broker.redis.Rounds.Round;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The members of channels in Redis. Each change of a channel is one script, with what it tells the subscribers. */
final class RedisPresence extends RedisLeaseStore implements PresenceStore {
    private static final Script WRITE = Script.named("presence-write");
    private static final Script READ = Script.named("presence-read");

    /** Members that one script removes. */
    private static final int SWEEP_MEMBERS = 400;

    /** Channels that are swept at once. */
    private static final int SWEEP_CHANNELS = 64;

    private final PresenceKeys keys;
    private final RedisLanes readLanes;
    /** The channels of which Redis was told that the lease has members there. */
    private final Set<ChannelName> listed = new HashSet<>();

    private String listedLease = "";

    /**
     * @param lanes for all that is written; the store's to close
     * @param readLanes for lists of members, which shall not delay a lease; the store's to close too
     */
    RedisPresence(RedisLanes lanes, RedisLanes readLanes, PresenceKeys keys) {
        super(lanes, keys.epoch(), keys.leases(), keys.lapsed());
        this.readLanes = readLanes;
        this.keys = keys;
    }

    @Override
    public Future<Boolean> write(Change change) {
        ChannelName channel = change.channel();
        Future<Void> told = list(change.lease(), channel);
        List<Object> steps = new ArrayList<>();
        int bytes = 0;
        for (Step step : change.steps()) {
            byte[] value = (step.member().user() + '\n' + step.member().text()).getBytes(UTF_8);
            steps.addAll(List.of(step.kind().code(), step.member().clientId(), value));
            bytes += value.length;
        }
        return change(channel, change.lease(), change.known(), change.announced(), steps, bytes)
                .map(answer -> written(change, answer))
                .compose(done -> told.map(done));
    }

    /** @param steps three arguments each */
    private Future<Response> change(
            ChannelName channel, String lease, boolean known, boolean announced, List<Object> steps, int bytes) {
        List<String> names = keys.ofChannel(channel);
        return lanes().on(names.get(0), bytes, lane -> {
            String publishing = announced ? lane.publishing().toString() : "";
            List<Object> arguments =
                    new ArrayList<>(List.of(lease, known ? 1 : 0, publishing, keys.road(channel), channel.value()));
            arguments.addAll(steps);
            return lane.run(WRITE, names, arguments, bytes);
        });
    }

    private Future<Void> tell(Request request, String key) {
        return lanes().on(key, 0, lane -> lane.tell(request, 0));
    }

    private boolean written(Change change, Response answer) {
        if (answer.get(1).toLong() == 0 && change.lease().equals(listedLease) && listed.remove(change.channel())) {
            tellChannels(Command.SREM, change.lease(), List.of(change.channel()));
        }
        return answer.get(0).toInteger() == 1;
    }

    /** Before a lease's first member in a channel: whoever sweeps the lease has to find the channel. */
    private Future<Void> list(String lease, ChannelName channel) {
        if (!lease.equals(listedLease)) {
            listedLease = lease;
            listed.clear();
        }
        return listed.add(channel)
                ? tellChannels(Command.SADD, lease, List.of(channel)).onFailure(failure -> listed.remove(channel))
                : Future.succeededFuture();
    }

    private Future<Void> tellChannels(Command command, String lease, List<ChannelName> channels) {
        Request request = Request.cmd(command).arg(keys.channels(lease));
        channels.forEach(channel -> request.arg(channel.value()));
        return tell(request, keys.channels(lease));
    }

    @Override
    public Future<Attendance> read(ChannelName channel) {
        List<String> names = List.of(keys.members(channel), keys.users(channel));
        List<?> bounds = List.of(Attendance.MAX_LISTED, Attendance.MAX_LISTED_BYTES);
        return readLanes
                .on(names.get(0), 0, lane -> lane.run(READ, names, bounds, 0))
                .map(answer -> new Attendance(
                        answer.get(0).toLong(),
                        answer.get(1).toLong(),
                        answer.get(2).toBytes()));
    }

    @Override
    public Future<Long> sweep(String lease, Predicate<ChannelName> announced) {
        return Rounds.run(() -> sweepSome(lease, announced))
                .compose(swept -> tell(
                                Request.cmd(Command.ZREM).arg(keys.lapsed()).arg(lease), keys.lapsed())
                        .map(swept));
    }

    /** The last round finds no channel. */
    private Future<Round> sweepSome(String lease, Predicate<ChannelName> announced) {
        Request some =
                Request.cmd(Command.SRANDMEMBER).arg(keys.channels(lease)).arg(SWEEP_CHANNELS);
        return lanes().on(keys.channels(lease), 0, lane -> lane.send(some, 0, RedisPresence::channels))
                .compose(channels -> channels.isEmpty()
                        ? Future.succeededFuture(new Round(0, true))
                        : sweepAll(lease, channels, announced)
                                .compose(swept -> tellChannels(Command.SREM, lease, channels)
                                        .map(new Round(swept, false))));
    }

    private static List<ChannelName> channels(Response answer) {
        List<ChannelName> channels = new ArrayList<>();
        answer.forEach(name -> ChannelName.parse(name.toString()).ifPresent(channels::add));
        return channels;
    }

    private Future<Long> sweepAll(String lease, List<ChannelName> channels, Predicate<ChannelName> announced) {
        List<Future<Long>> all = channels.stream()
                .map(channel -> sweepChannel(lease, channel, announced.test(channel)))
                .toList();
        return Future.all(all)
                .map(done -> all.stream().mapToLong(Future::result).sum());
    }

    private Future<Long> sweepChannel(String lease, ChannelName channel, boolean announced) {
        List<Object> sweep = List.of("w", SWEEP_MEMBERS, "");
        return Rounds.run(() -> change(channel, lease, false, announced, sweep, 0)
                .map(answer -> new Round(answer.get(2).toLong(), answer.get(1).toLong() == 0)));
    }

    @Override
    public Future<Void> close() {
        return Future.join(super.close(), readLanes.close()).mapEmpty();
    }
}
