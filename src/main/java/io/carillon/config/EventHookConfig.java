package io.carillon.config;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where events are posted.
 *
 * @param secret one or two; each signs
 * @param kinds which events, never empty
 * @param timeout of one attempt
 * @param queue events that are kept undelivered; the oldest give way
 * @param batch most events of one request
 */
public record EventHookConfig(URI url, List<String> secret, Set<Kind> kinds, Duration timeout, int queue, int batch) {
    /** What can have happened. */
    public enum Kind {
        CONNECT,
        DISCONNECT,
        OCCUPIED,
        VACATED;

        /** As it is written in the configuration and in the event. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final TimeSpan TIMEOUT = TimeSpan.between("10ms", "10s");
    private static final WholeNumber QUEUE = new WholeNumber(1_000, 10_000_000);
    private static final WholeNumber BATCH = new WholeNumber(1, 1_000);

    /** Nothing without a URL. */
    static Optional<EventHookConfig> from(Section in) {
        Optional<URI> url = in.find("url", HookUrl.INSTANCE);
        List<String> secrets = HooksConfig.secrets(in, url.isPresent());
        List<Kind> kinds = in.list("kinds", Choice.of(Kind.class));
        Duration timeout = in.get("timeout", TIMEOUT, "5s");
        int queue = in.get("queue", QUEUE, 100_000);
        int batch = in.get("batch", BATCH, 100);
        Set<Kind> chosen = kinds.isEmpty() ? EnumSet.allOf(Kind.class) : EnumSet.copyOf(kinds);
        return url.map(given -> new EventHookConfig(given, secrets, chosen, timeout, queue, batch));
    }

    /** Whether connections have to be told of at all. */
    public boolean wantsConnections() {
        return kinds.contains(Kind.CONNECT) || kinds.contains(Kind.DISCONNECT);
    }

    public boolean wantsChannels() {
        return kinds.contains(Kind.OCCUPIED) || kinds.contains(Kind.VACATED);
    }
}
