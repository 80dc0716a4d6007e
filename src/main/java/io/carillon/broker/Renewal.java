package io.carillon.broker;

import java.util.List;

/**
 * What the store says to one who renews a lease.
 *
 * @param epoch names the store's memory: another one means that it has forgotten everything
 * @param held whether the lease is the caller's for another life; if not, others have taken its members for gone, or the
 *     store has forgotten them
 * @param lapsed leases whose holders have not renewed them, for the caller to sweep
 */
public record Renewal(String epoch, boolean held, List<String> lapsed) {}
