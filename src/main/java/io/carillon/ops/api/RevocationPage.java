package io.carillon.ops.api;

import io.carillon.bus.Revoked;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A part of the list of what is revoked, in the order of subjects: what is added and lifted meanwhile moves nothing else.
 *
 * @param after the last one of the page before
 */
record RevocationPage(Optional<Subject> after, int limit) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    static RevocationPage of(Call call) {
        return new RevocationPage(
                call.asked("cursor").map(RevocationPage::subject),
                call.asked("limit").map(RevocationPage::limit).orElse(DEFAULT_LIMIT));
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_LIMIT) {
            throw Call.invalid("limit must be 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
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
                    reply.put("cursor", cursor(last));
                    break;
                }
                last = entry.getKey();
                items.add(RevocationCalls.json(last).put("until", entry.getValue()));
            }
        }
        return Reply.ok(reply);
    }

    private static String cursor(Subject subject) {
        String text = subject.kind().name() + ' ' + subject.name();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Subject subject(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return new Subject(Kind.valueOf(text.substring(0, space)), text.substring(space + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
            throw Call.invalid("Unknown cursor");
        }
    }
}
