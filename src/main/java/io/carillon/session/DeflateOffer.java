package io.carillon.session;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Negotiates permessage-deflate (RFC 7692 section 5): the first offer that we can keep is taken. */
final class DeflateOffer {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";
    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";

    private DeflateOffer() {}

    /**
     * The {@code Sec-WebSocket-Extensions} of the answer, or nothing when none of the offers can be kept.
     *
     * @param offers the request's header, several joined by commas; null when there is none
     */
    static Optional<String> accept(String offers) {
        if (offers == null) {
            return Optional.empty();
        }
        return parse(offers).stream()
                .filter(offer -> offer.name().equalsIgnoreCase(NAME))
                .map(WebSocketExtensionData::parameters)
                .filter(DeflateOffer::canBeKept)
                .findFirst()
                .map(DeflateOffer::answer);
    }

    /** An offer that is nothing but semicolons makes Netty's parser stumble. */
    private static List<WebSocketExtensionData> parse(String offers) {
        try {
            return WebSocketExtensionUtil.extractExtensions(offers);
        } catch (IndexOutOfBoundsException malformed) {
            return List.of();
        }
    }

    private static boolean canBeKept(Map<String, String> parameters) {
        return parameters.entrySet().stream().allMatch(entry -> canBeKept(entry.getKey(), entry.getValue()));
    }

    /** The JDK's deflater always uses the full window, so a smaller one cannot be promised. */
    private static boolean canBeKept(String name, String value) {
        return switch (name) {
            case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value == null;
            case SERVER_BITS -> "15".equals(value);
            case CLIENT_BITS -> value == null || value.matches("[89]|1[0-5]");
            default -> false;
        };
    }

    private static String answer(Map<String, String> parameters) {
        String answer = NAME + "; " + SERVER_NO_CONTEXT + "; " + CLIENT_NO_CONTEXT;
        return parameters.containsKey(SERVER_BITS) ? answer + "; " + SERVER_BITS + "=15" : answer;
    }
}
