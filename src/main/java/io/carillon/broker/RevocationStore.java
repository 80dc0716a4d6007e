package io.carillon.broker;

import io.carillon.channel.Revocation;
import io.vertx.core.Future;
import java.util.List;

/**
 * What is revoked, for all nodes. It outlives every node, and forgets what is over. All calls fail within 1 s with {@link
 * BrokerUnavailableException} when the store does not answer. Belongs to one event loop.
 *
 * <p>Held by {@code RevocationContract}.
 */
public interface RevocationStore {
    /** Revocations that there may be at one time. */
    int MOST = 100_000;

    /**
     * Adds a revocation, or gives the one of the same subject another time.
     *
     * @param most to have afterwards, those that are over not counted
     * @return false when that would be too many; then nothing is changed
     */
    Future<Boolean> put(Revocation revocation, int most);

    /** Returns whether there was one. */
    Future<Boolean> remove(Revocation.Subject subject);

    /** A text that is another one whenever {@link #put} or {@link #remove} has changed something. */
    Future<String> version();

    /**
     * Reads a part of the list, which may have some that are over. Parts of one version fit together.
     *
     * @param limit at most 1,000
     */
    Future<Part> read(int offset, int limit);

    /** @param more whether there is something behind it */
    record Part(String version, List<Revocation> list, boolean more) {}

    /** Gives up the connection; calls under way fail. */
    Future<Void> close();
}
