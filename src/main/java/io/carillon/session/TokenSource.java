package io.carillon.session;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a request carries its token and which subprotocols it offers. A browser cannot set headers on a WebSocket, so the
 * token may stand among the subprotocols as {@code bearer.<token>}.
 */
final class TokenSource {
    static final String SUBPROTOCOL = "carillon.v1";

    /** Offered by a client that wants to hear in a frame why it is refused. */
    private static final String ERRORS = "carillon.errors";

    private static final String BEARER_SUBPROTOCOL = "bearer.";
    private static final String BEARER_SCHEME = "Bearer ";

    private TokenSource() {}

    /** The first token found: header, subprotocol, and the query when that is allowed. */
    static Optional<String> find(HttpServerRequest request, boolean queryAllowed) {
        return fromHeader(request)
                .or(() -> fromSubprotocol(request))
                .or(() -> queryAllowed ? fromQuery(request) : Optional.empty());
    }

    /** What the answer says about subprotocols; nothing when the client did not offer ours. */
    static Optional<String> agreedSubprotocol(HttpServerRequest request) {
        return offers(request).contains(SUBPROTOCOL) ? Optional.of(SUBPROTOCOL) : Optional.empty();
    }

    /** Whether the request offers subprotocols and ours is not among them; browsers refuse every answer to that. */
    static boolean speaksAnother(HttpServerRequest request) {
        List<String> offers = offers(request);
        return !offers.isEmpty() && !offers.contains(SUBPROTOCOL);
    }

    static boolean wantsErrors(HttpServerRequest request) {
        List<String> offers = offers(request);
        return offers.contains(ERRORS) && offers.contains(SUBPROTOCOL);
    }

    private static Optional<String> fromHeader(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER_SCHEME, 0, BEARER_SCHEME.length())) {
            return Optional.empty();
        }
        return Optional.of(header.substring(BEARER_SCHEME.length()).trim());
    }

    private static Optional<String> fromSubprotocol(HttpServerRequest request) {
        return offers(request).stream()
                .filter(offer -> offer.startsWith(BEARER_SUBPROTOCOL))
                .map(offer -> offer.substring(BEARER_SUBPROTOCOL.length()))
                .findFirst();
    }

    private static Optional<String> fromQuery(HttpServerRequest request) {
        try {
            return Optional.ofNullable(request.getParam("token"));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static List<String> offers(HttpServerRequest request) {
        List<String> offers = new ArrayList<>(2);
        for (String header : request.headers().getAll(Upgrade.PROTOCOL)) {
            for (String offer : header.split(",")) {
                if (!offer.isBlank()) {
                    offers.add(offer.trim());
                }
            }
        }
        return offers;
    }
}
