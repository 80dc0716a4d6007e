package io.carillon.bus;

import io.carillon.channel.Revocation.Subject;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Everything that is revoked, as the bridge has read it last.
 *
 * @param until epoch milliseconds up to which each holds, in the order of their subjects; some may be over
 */
public record Revoked(NavigableMap<Subject, Long> until) {
    public static final Revoked NOTHING = new Revoked(new TreeMap<>());

    public Revoked {
        until = Collections.unmodifiableNavigableMap(new TreeMap<>(until));
    }

    public boolean isRevoked(Subject subject, long now) {
        Long end = until.isEmpty() ? null : until.get(subject);
        return end != null && end > now;
    }
}
