package io.carillon.broker.redis;

import io.carillon.broker.Broker;
import io.carillon.broker.Draft;
import io.carillon.broker.Epochs;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.Retention;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The histories of channels in Redis: what the scripts are given, and how their answers are read. */
final class RedisHistory {
    private static final Script PUBLISH = Script.named("publish");
    private static final Script READ = Script.named("read");
    private static final Script ERASE = Script.named("erase");

    /** What a page is taken for before it is known: many bytes at most, but many readings find nothing. */
    private static final int EXPECTED_ENTRIES = 64;

    private static final int EXPECTED_ENTRY = 256;

    private final HistoryKeys keys;
    private final Payloads payloads;

    RedisHistory(HistoryKeys keys, Payloads payloads) {
        this.keys = keys;
        this.payloads = payloads;
    }

    Future<Optional<Position>> publish(RedisLane lane, Draft draft) {
        ChannelName channel = draft.channel();
        List<String> names = new ArrayList<>(List.of(keys.position(channel), keys.history(channel)));
        draft.key().ifPresent(key -> names.add(keys.key(channel, key)));
        long ttl = draft.retention().map(kept -> kept.ttl().toMillis()).orElse(0L);
        List<?> arguments = List.of(
                lane.publishing(),
                keys.road(channel),
                draft.text(),
                draft.timestamp(),
                Broker.KEY_LIFE.toMillis(),
                draft.retention().map(Retention::size).orElse(0),
                ttl,
                Math.max(Broker.POSITION_LIFE.toMillis(), 2 * ttl),
                Epochs.next(),
                draft.exclude().orElse(""));
        return lane.run(PUBLISH, names, arguments, draft.text().length, RedisHistory::published);
    }

    private static Optional<Position> published(Response answer) {
        String[] words = answer.toString().split(" ", -1);
        return words.length == 1 && words[0].isEmpty()
                ? Optional.empty()
                : Optional.of(new Position(words[0], Digits.parse(words[1]), Digits.parse(words[2])));
    }

    Future<Past> read(RedisLane lane, ChannelName channel, Page page) {
        List<?> arguments = List.of(
                Epochs.next(),
                Broker.POSITION_LIFE.toMillis(),
                page.emptyLifeMillis(),
                page.forward() ? "XRANGE" : "XREVRANGE",
                page.forward() ? Long.toUnsignedString(page.offset() + 1) : page.offset(),
                page.forward() ? "+" : "-",
                page.limit(),
                Page.MAX_BYTES);
        List<String> names = List.of(keys.position(channel), keys.history(channel));
        int expected = Math.min(page.limit(), EXPECTED_ENTRIES) * EXPECTED_ENTRY;
        return lane.run(READ, names, arguments, expected, answer -> past(channel, page, answer));
    }

    /** Another history begins, which is empty. */
    Future<Position> erase(RedisLane lane, ChannelName channel) {
        String epoch = Epochs.next();
        List<?> arguments = List.of(lane.publishing(), keys.road(channel), epoch, Broker.POSITION_LIFE.toMillis());
        List<String> names = List.of(keys.position(channel), keys.history(channel));
        return lane.run(ERASE, names, arguments, 0, answer -> Position.before(epoch));
    }

    private Past past(ChannelName channel, Page page, Response answer) {
        Position top = new Position(answer.get(0).toString(), number(answer.get(1)), number(answer.get(2)));
        List<Publication> entries = new ArrayList<>();
        for (Response stored : answer.get(3)) {
            Optional<Publication> entry = entry(channel, top.epoch(), stored);
            if (entry.isEmpty() || !isNext(entry.get(), entries, page.forward())) {
                break;
            }
            entries.add(entry.get());
        }
        return new Past(top, entries);
    }

    /** Entries end at what Carillon did not write: whoever reads on finds that something is missing. */
    private Optional<Publication> entry(ChannelName channel, String epoch, Response stored) {
        Response fields = stored.get(1);
        if (fields.size() != 4 && fields.size() != 6) {
            return Optional.empty();
        }
        String[] id = stored.get(0).toString().split("-", -1);
        Position position = new Position(epoch, Digits.parse(id[0]), Digits.parse(id[1]));
        String exclude = fields.size() == 6 ? fields.get(5).toString() : null;
        MessageHeader header = new MessageHeader(position, number(fields.get(3)), exclude, 0);
        return payloads.entry(channel, header, fields.get(1).toBytes());
    }

    private static boolean isNext(Publication entry, List<Publication> before, boolean forward) {
        if (before.isEmpty()) {
            return true;
        }
        long last = before.get(before.size() - 1).position().offset();
        return entry.position().offset() == (forward ? last + 1 : last - 1);
    }

    private static long number(Response text) {
        return Digits.parse(text.toString(StandardCharsets.US_ASCII));
    }
}
