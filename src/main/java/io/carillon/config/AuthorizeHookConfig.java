package io.carillon.config;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who is asked whether a client may do something.
 *
 * @param secret one or two; each signs
 * @param operations that are asked about, never empty
 * @param timeout after which the answer is no
 */
public record AuthorizeHookConfig(URI url, List<String> secret, Set<Operation> operations, Duration timeout) {
    /** What a client wants to do. */
    public enum Operation {
        CONNECT,
        SUBSCRIBE,
        PUBLISH;

        /** As it is written in the configuration and in the question. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final TimeSpan TIMEOUT = TimeSpan.between("10ms", "1s");

    /** Nothing without a URL. */
    static Optional<AuthorizeHookConfig> from(Section in) {
        Optional<URI> url = in.find("url", HookUrl.INSTANCE);
        List<String> secrets = HooksConfig.secrets(in, url.isPresent());
        List<Operation> operations = in.list("operations", Choice.of(Operation.class));
        Duration timeout = in.get("timeout", TIMEOUT, "1s");
        Set<Operation> chosen = operations.isEmpty() ? EnumSet.allOf(Operation.class) : EnumSet.copyOf(operations);
        return url.map(given -> new AuthorizeHookConfig(given, secrets, chosen, timeout));
    }
}
