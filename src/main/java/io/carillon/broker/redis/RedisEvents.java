package io.carillon.broker.redis;

import io.carillon.broker.EventStep;
import io.carillon.broker.EventStore;
import io.carillon.broker.QueueHead;
import io.carillon.broker.StoredEvent;
import io.carillon.broker.redis.Rounds.Round;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connections, occupied channels and the events about them in Redis. Each call is one script. */
final class RedisEvents extends RedisLeaseStore implements EventStore {
    private static final Script WRITE = Script.named("hooks-write");
    private static final Script SWEEP = Script.named("hooks-sweep");
    private static final Script TAKE = Script.named("hooks-take");
    private static final Script RESIGN = Script.named("hooks-resign");

    /** Connections, and channels, that one script removes. */
    private static final int SWEEP_MOST = 200;

    /** Rough size of a step, for the bound on what waits for Redis. */
    private static final int STEP_BYTES = 100;

    private final EventKeys keys;
    private final Terms terms;
    private final String told;

    /** @param lanes are the store's to close */
    RedisEvents(RedisLanes lanes, EventKeys keys, Terms terms) {
        super(lanes, keys.epoch(), keys.leases(), keys.lapsed());
        this.terms = terms;
        this.keys = keys;
        told = EventLetters.of(terms.kinds());
    }

    @Override
    public Future<Long> write(String lease, List<EventStep> steps) {
        List<Object> arguments = new ArrayList<>(4 + 5 * steps.size());
        arguments.addAll(List.of(lease, terms.node(), told, terms.queue()));
        for (EventStep step : steps) {
            arguments.addAll(List.of(step.kind().code(), step.subject(), step.user(), step.at(), step.code()));
        }
        return run(WRITE, keys.ofWriting(), arguments, STEP_BYTES * steps.size())
                .map(Response::toLong);
    }

    @Override
    public Future<Long> sweep(String lease) {
        String node = lease.substring(0, Math.max(0, lease.lastIndexOf('.')));
        List<?> arguments = List.of(lease, node, told, terms.queue(), SWEEP_MOST);
        return Rounds.run(() -> run(SWEEP, keys.ofWriting(), arguments, 0)
                .map(answer -> new Round(answer.get(1).toLong(), answer.get(0).toLong() == 0)));
    }

    @Override
    public Future<QueueHead> take(String courier, Duration life, String delivered, int most) {
        List<?> arguments = List.of(courier, life.toMillis(), delivered, most);
        List<String> names = List.of(keys.courier(), keys.queue());
        return lanes().on(names.get(0), 0, lane -> lane.run(TAKE, names, arguments, 0, RedisEvents::head));
    }

    private static QueueHead head(Response answer) {
        if (answer.get(0).toInteger() == 0) {
            return QueueHead.ANOTHERS;
        }
        List<StoredEvent> events = new ArrayList<>();
        answer.get(2).forEach(entry -> events.add(event(entry)));
        return new QueueHead(true, answer.get(1).toLong(), events);
    }

    private static StoredEvent event(Response entry) {
        String place = entry.get(0).toString();
        Map<String, String> fields = new HashMap<>();
        Response list = entry.get(1);
        for (int i = 0; i < list.size(); i += 2) {
            fields.put(list.get(i).toString(), list.get(i + 1).toString());
        }
        String type = EventLetters.type(fields.get("t").charAt(0));
        String subject = fields.get("c");
        return new StoredEvent(
                place,
                type,
                fields.getOrDefault("i", subject + ":" + type + ":" + place),
                Long.parseLong(fields.get("s")),
                fields.get("n"),
                subject,
                fields.getOrDefault("u", ""),
                Integer.parseInt(fields.getOrDefault("x", "0")));
    }

    @Override
    public Future<Void> resign(String courier) {
        return run(RESIGN, List.of(keys.courier()), List.of(courier), 0).mapEmpty();
    }

    private Future<Response> run(Script script, List<String> names, List<?> arguments, int bytes) {
        return lanes().on(names.get(0), bytes, lane -> lane.run(script, names, arguments, bytes));
    }
}
