package io.carillon.broker.memory;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Draft;
import io.carillon.broker.Epochs;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.Retention;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What the memory broker keeps: the histories of the channels, and the keys of what was published. Whoever shares it guards
 * it by a lock. Nothing wakes it: each use drops a little of what is over, though more than it can add.
 */
final class Histories {
    /** Histories and keys together; what would need more is refused. */
    static final long MAX_BYTES = 128L << 20;

    /** Histories to which nothing was published that are kept at most; above it the one goes that was looked at longest ago. */
    static final int MAX_UNUSED = 65_536;

    /** How much of each kind that is over is dropped by one use. */
    private static final int SWEEP = 4;

    private final LongSupplier clock;
    private final Keys keys = new Keys();
    private final Map<ChannelName, Log> logs = new HashMap<>();
    /** Those to which nothing was published, the one that was looked at longest ago first. */
    private final LinkedHashMap<ChannelName, Log> unused = new LinkedHashMap<>();

    private final Expiries<Log> logExpiries = new Expiries<>();
    private final Expiries<Log> entryExpiries = new Expiries<>();
    private long logBytes;

    /** @param clock milliseconds, never going back */
    Histories(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Stores a message unless its key is known.
     *
     * @param delivery is offered the message in the order of the offsets; when it refuses, nothing is stored
     * @throws BrokerUnavailableException when nothing is stored because of bounds
     */
    Optional<Position> publish(Draft draft, Predicate<Publication> delivery) {
        long now = sweep();
        Optional<Position> known =
                draft.key().map(key -> keys.find(draft.channel(), key, now)).orElse(null);
        if (known != null) {
            return known;
        }
        checkRoom(draft.text().length + draft.key().map(String::length).orElse(0));
        Optional<Position> position = draft.retention().map(retention -> append(draft, retention, delivery, now));
        if (position.isEmpty()) {
            Publication publication = new Publication(
                    draft.channel(), draft.text(), null, 0, draft.exclude().orElse(null));
            deliver(publication, delivery);
        }
        draft.key().ifPresent(key -> keys.add(draft.channel(), key, position, now));
        return position;
    }

    private Position append(Draft draft, Retention retention, Predicate<Publication> delivery, long now) {
        Log log = find(draft.channel(), now);
        Position top = log.top();
        Position position = new Position(top.epoch(), top.offset() + 1, draft.timestamp());
        byte[] text = MessageText.numbered(draft.text(), position.offset());
        Publication publication = new Publication(
                draft.channel(),
                text,
                position,
                top.timestamp(),
                draft.exclude().orElse(null));
        deliver(publication, delivery);
        if (log.isUnused()) {
            drop(log);
            log.append(publication, retention, now);
            keep(log);
        } else {
            logBytes -= log.bytes();
            log.append(publication, retention, now);
            logBytes += log.bytes();
        }
        logExpiries.add(log, log.until());
        entryExpiries.add(log, log.entriesUntil());
        return position;
    }

    private static void deliver(Publication publication, Predicate<Publication> delivery) {
        if (!delivery.test(publication)) {
            throw new BrokerUnavailableException("Too many publications are waiting");
        }
    }

    /** Needs no room beside that of {@link #MAX_UNUSED}. */
    Past read(ChannelName channel, Page page) {
        long now = sweep();
        Log log = find(channel, now);
        Past past = log.read(page, now);
        if (log.isUnused() && log.until() > now) {
            drop(log);
            keep(log);
            logExpiries.add(log, log.until());
        }
        return past;
    }

    private void keep(Log log) {
        logs.put(log.channel(), log);
        logBytes += log.bytes();
        if (log.isUnused()) {
            unused.put(log.channel(), log);
            if (unused.size() > MAX_UNUSED) {
                drop(unused.values().iterator().next());
            }
        }
    }

    private void drop(Log log) {
        if (logs.remove(log.channel(), log)) {
            unused.remove(log.channel());
            logBytes -= log.bytes();
        }
    }

    /**
     * Puts an empty history in the place of the channel's.
     *
     * @param delivery is offered the news; when it refuses, nothing is changed
     * @throws BrokerUnavailableException when nothing is changed because of bounds
     */
    Position erase(ChannelName channel, Predicate<Publication> delivery) {
        long now = sweep();
        if (!logs.containsKey(channel)) {
            checkRoom(0);
        }
        String epoch = Epochs.next();
        deliver(Publication.beginning(channel, epoch), delivery);
        drop(find(channel, now));
        Log anew = new Log(channel, epoch);
        anew.keepFor(Broker.POSITION_LIFE.toMillis(), now);
        keep(anew);
        logExpiries.add(anew, anew.until());
        return anew.top();
    }

    /** The history of a channel; a new one, which is not kept yet, when there is none. */
    private Log find(ChannelName channel, long now) {
        Log present = logs.get(channel);
        if (present != null) {
            expire(present, now);
        }
        return Optional.ofNullable(logs.get(channel)).orElseGet(() -> new Log(channel, Epochs.next()));
    }

    /** Drops of a history what is over, be it all of it. */
    private void expire(Log log, long now) {
        logBytes -= log.bytes();
        log.expire(now);
        logBytes += log.bytes();
        if (log.until() <= now) {
            drop(log);
        }
    }

    private void checkRoom(int more) {
        if (bytes() + more > MAX_BYTES) {
            throw new BrokerUnavailableException("The memory for histories is full");
        }
    }

    /** What is kept now, roughly. */
    long bytes() {
        return logBytes + keys.bytes();
    }

    private long sweep() {
        long now = clock.getAsLong();
        for (int i = 0; i < SWEEP; i++) {
            keys.sweep(now);
            Log withEntries = poll(entryExpiries, now);
            if (withEntries != null && !withEntries.isEmpty()) {
                entryExpiries.add(withEntries, withEntries.entriesUntil());
            }
            Log present = poll(logExpiries, now);
            if (present != null && present.until() > now) {
                logExpiries.add(present, present.until());
            }
        }
        return now;
    }

    /** Lets one that is due expire; null when none is, or it is gone already. */
    private Log poll(Expiries<Log> expiries, long now) {
        Log due = expiries.poll(now);
        if (due == null || logs.get(due.channel()) != due) {
            return null;
        }
        expire(due, now);
        return due;
    }
}
