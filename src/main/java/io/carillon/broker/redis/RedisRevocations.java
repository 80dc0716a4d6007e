package io.carillon.broker.redis;

import io.carillon.broker.RevocationStore;
import io.carillon.channel.Revocation;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is revoked, in Redis: one sorted set and its version, in one slot, which expire with the last revocation. */
final class RedisRevocations implements RevocationStore {
    private static final Script CHANGE = Script.named("revocations-change");
    private static final Script READ = Script.named("revocations-read");
    private static final String USER = "u:";
    private static final String TOKEN = "t:";

    private final RedisLanes lanes;
    private final Announcement announcement;
    private final String version;
    private final List<String> keys;

    /**
     * @param lanes are the store's to close
     * @param announcement which goes over the same lanes, and ends with the store
     */
    RedisRevocations(RedisLanes lanes, Announcement announcement, String prefix) {
        this.lanes = lanes;
        this.announcement = announcement;
        version = prefix + "revocations-version:{" + prefix + "}";
        keys = List.of(prefix + "revocations:{" + prefix + "}", version);
    }

    @Override
    public Future<Boolean> put(Revocation revocation, int most) {
        return change(List.of(text(revocation.subject()), revocation.until(), most));
    }

    @Override
    public Future<Boolean> remove(Subject subject) {
        return change(List.of(text(subject), "", 0));
    }

    private Future<Boolean> change(List<?> arguments) {
        return lanes.on(version, 0, lane -> lane.run(CHANGE, keys, arguments, 0, answer -> answer.toInteger() == 1));
    }

    /** Nothing was ever revoked, or all of it is over, when there is none. */
    @Override
    public Future<String> version() {
        Request get = Request.cmd(Command.GET).arg(version);
        return lanes.on(version, 0, lane -> lane.send(get, 0, answer -> answer == null ? "" : answer.toString()));
    }

    @Override
    public Future<Part> read(int offset, int limit) {
        List<?> places = List.of(offset, offset + limit - 1);
        return lanes.on(version, 0, lane -> lane.run(READ, keys, places, 0, answer -> part(answer, offset)));
    }

    private static Part part(Response answer, int offset) {
        Response entries = answer.get(2);
        List<Revocation> list = new ArrayList<>(entries.size() / 2);
        for (int i = 0; i < entries.size(); i += 2) {
            long until = Long.parseLong(entries.get(i + 1).toString());
            subject(entries.get(i).toString()).ifPresent(subject -> list.add(new Revocation(subject, until)));
        }
        boolean more = offset + entries.size() / 2 < answer.get(1).toInteger();
        return new Part(answer.get(0).toString(), list, more);
    }

    private static String text(Subject subject) {
        return (subject.kind() == Kind.USER ? USER : TOKEN) + subject.name();
    }

    /** What somebody else has put there is left alone. */
    private static Optional<Subject> subject(String text) {
        if (text.startsWith(USER)) {
            return Optional.of(new Subject(Kind.USER, text.substring(USER.length())));
        }
        return text.startsWith(TOKEN)
                ? Optional.of(new Subject(Kind.TOKEN, text.substring(TOKEN.length())))
                : Optional.empty();
    }

    @Override
    public Future<Void> close() {
        announcement.close();
        return lanes.close();
    }
}
