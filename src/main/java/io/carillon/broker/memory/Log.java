package io.carillon.broker.memory;

import io.carillon.broker.Broker;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.Retention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The history of one channel. Its times are milliseconds on the clock of the store. */
final class Log {
    /** What a history or an entry takes beside its text, roughly. */
    private static final int OVERHEAD = 256;

    private final ChannelName channel;
    private final TreeMap<Long, Publication> entries = new TreeMap<>();
    private Position top;
    private long entriesUntil;
    private long until;
    private long bytes = OVERHEAD;

    Log(ChannelName channel, String epoch) {
        this.channel = channel;
        top = Position.before(epoch);
    }

    /** Keeps the one that follows the newest. */
    void append(Publication publication, Retention retention, long now) {
        top = publication.position();
        entries.put(top.offset(), publication);
        bytes += size(publication);
        while (entries.size() > retention.size()) {
            bytes -= size(entries.pollFirstEntry().getValue());
        }
        long ttl = retention.ttl().toMillis();
        entriesUntil = now + ttl;
        keepFor(Math.max(Broker.POSITION_LIFE.toMillis(), 2 * ttl), now);
    }

    private static int size(Publication publication) {
        return OVERHEAD + publication.text().length;
    }

    void keepFor(long millis, long now) {
        until = Math.max(until, now + millis);
    }

    Past read(Page page, long now) {
        keepFor(isUnused() ? page.emptyLifeMillis() : Broker.POSITION_LIFE.toMillis(), now);
        Collection<Publication> wanted = page.forward()
                ? entries.tailMap(page.offset(), false).values()
                : entries.headMap(page.offset(), true).descendingMap().values();
        List<Publication> read = new ArrayList<>();
        int size = 0;
        for (Publication publication : wanted) {
            size += publication.text().length;
            if (read.size() >= page.limit() || size > Page.MAX_BYTES && !read.isEmpty()) {
                break;
            }
            read.add(publication);
        }
        return new Past(top, read);
    }

    /** Drops the entries when their time is over; the position stays. */
    void expire(long now) {
        if (entriesUntil <= now) {
            entries.clear();
            bytes = OVERHEAD;
        }
    }

    ChannelName channel() {
        return channel;
    }

    /** Of the newest entry, be it still kept or not. */
    Position top() {
        return top;
    }

    /** Whether nothing was published yet. */
    boolean isUnused() {
        return top.offset() == 0;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    long entriesUntil() {
        return entriesUntil;
    }

    /** Until when all of it is kept, the position too. */
    long until() {
        return until;
    }

    long bytes() {
        return bytes;
    }
}
