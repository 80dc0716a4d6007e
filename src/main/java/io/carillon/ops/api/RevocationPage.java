package io.carillon.ops.api;

import io.carillon.bus.Revoked;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A part of the list of what is revoked, in the order of subjects: what is added and lifted meanwhile moves nothing else.
 *
 * @param after the last one of the page before
 */
record RevocationPage(Optional<Subject> after, int limit) {
    static RevocationPage of(Call call) {
        Paging paging = Paging.of(call);
        Optional<Subject> after = paging.after().isEmpty() ? Optional.empty() : Optional.of(subject(paging.after()));
        return new RevocationPage(after, paging.limit());
    }

    Reply reply(Revoked all, long now) {
        NavigableMap<Subject, Long> rest =
                after.map(last -> all.until().tailMap(last, false)).orElse(all.until());
        JsonArray items = new JsonArray();
        JsonObject reply = new JsonObject().put("items", items);
        Subject last = null;
        for (Map.Entry<Subject, Long> entry : rest.entrySet()) {
            if (entry.getValue() > now) {
                if (items.size() == limit) {
                    reply.put("cursor", Paging.cursor(key(last)));
                    break;
                }
                last = entry.getKey();
                items.add(RevocationCalls.json(last).put("until", entry.getValue()));
            }
        }
        return Reply.ok(reply);
    }

    private static String key(Subject subject) {
        return subject.kind().name() + ' ' + subject.name();
    }

    private static Subject subject(String key) {
        int space = key.indexOf(' ');
        try {
            return new Subject(Kind.valueOf(key.substring(0, space)), key.substring(space + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException foreign) {
            throw Paging.unknownCursor();
        }
    }
}
