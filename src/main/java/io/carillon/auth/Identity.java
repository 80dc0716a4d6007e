package io.carillon.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a token says its bearer is and what it grants; immutable.
 *
 * @param expiresAt epoch milliseconds
 * @param tokenId claim {@code jti}
 * @param info claim {@code info} byte for byte, shown to others in presence
 * @param meta claim {@code meta}, kept on the server: JSON texts by name, byte for byte; unmodifiable
 */
public record Identity(
        String userId,
        long expiresAt,
        Optional<String> tokenId,
        Grants grants,
        List<String> groups,
        Optional<String> info,
        Map<String, String> meta) {
    /** Most groups that a token may name, and that a connection may be in. */
    public static final int MAX_GROUPS = 128;
}
