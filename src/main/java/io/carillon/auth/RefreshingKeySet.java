package io.carillon.auth;

import io.carillon.config.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key set that follows its source. It is read again when a token names a key that it does not hold, and when it has
 * grown old; never twice within 30 seconds, whatever tokens come, and by one reading at a time. A reading that fails
 * leaves the last good set in use.
 *
 * <p>Belongs to one event loop. There is one per source, so a key id of one source never finds a key of another.
 */
final class RefreshingKeySet {
    static final Duration MIN_INTERVAL = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(RefreshingKeySet.class);

    private final Supplier<Future<Buffer>> source;
    private final Clock clock;
    private final long maxAge;
    private KeySet keys;
    private long readAt;
    private Future<Void> reading;

    /**
     * @param keys what is known at the start; empty if nothing has been read yet
     * @param maxAge age at which a set is read again even though it knows every key asked for; at least 30 seconds
     */
    RefreshingKeySet(KeySet keys, Supplier<Future<Buffer>> source, Clock clock, Duration maxAge) {
        this.keys = keys;
        this.source = source;
        this.clock = clock;
        this.maxAge = maxAge.toMillis();
        readAt = keys == KeySet.EMPTY ? Long.MIN_VALUE / 2 : clock.millis();
    }

    /** Succeeds at once for a key that is known; never fails. */
    Future<Optional<VerificationKey>> find(Algorithm algorithm, Optional<String> keyId) {
        Optional<VerificationKey> known = keys.find(algorithm, keyId);
        long age = clock.millis() - readAt;
        if (age >= maxAge || (known.isEmpty() && age >= MIN_INTERVAL.toMillis())) {
            read();
        }
        return known.isPresent() || reading == null
                ? Future.succeededFuture(known.or(() -> keys.find(algorithm, keyId)))
                : reading.map(done -> keys.find(algorithm, keyId));
    }

    KeySet keys() {
        return keys;
    }

    private void read() {
        if (reading != null) {
            return;
        }
        readAt = clock.millis();
        reading = source.get()
                .map(body -> KeySet.parse(body.getBytes()))
                .map(this::adopt)
                .otherwise(this::keep);
        reading.onComplete(done -> reading = null);
    }

    private Void adopt(KeySet fresh) {
        keys = fresh;
        LOG.atInfo().addKeyValue("keys", fresh.keys().size()).log("Key set read");
        return null;
    }

    private Void keep(Throwable failure) {
        LOG.atWarn()
                .addKeyValue("reason", Reason.of(failure))
                .log("Cannot read the key set; the last good one stays in use");
        return null;
    }
}
