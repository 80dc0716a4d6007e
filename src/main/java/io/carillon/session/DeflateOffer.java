package io.carillon.session;

import java.util.HashMap;
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
     * @param headers the values of the request's headers of that name; several make one list
     */
    static Optional<String> accept(List<String> headers) {
        for (String offer : String.join(",", headers).split(",")) {
            String[] parts = offer.split(";", -1);
            Optional<Map<String, String>> parameters = parameters(parts);
            if (parts[0].trim().equalsIgnoreCase(NAME)
                    && parameters.filter(DeflateOffer::canBeKept).isPresent()) {
                return Optional.of(answer(parameters.get()));
            }
        }
        return Optional.empty();
    }

    /** What stands behind the name, a missing value as ""; nothing when a parameter is repeated. */
    private static Optional<Map<String, String>> parameters(String[] parts) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] nameAndValue = parts[i].split("=", 2);
            String value = nameAndValue.length == 1 ? "" : unquoted(nameAndValue[1].trim());
            if (parameters.put(nameAndValue[0].trim(), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean canBeKept(Map<String, String> parameters) {
        return parameters.entrySet().stream().allMatch(entry -> canBeKept(entry.getKey(), entry.getValue()));
    }

    /** The JDK's deflater always uses the full window, so a smaller one cannot be promised. */
    private static boolean canBeKept(String name, String value) {
        return switch (name) {
            case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value.isEmpty();
            case SERVER_BITS -> value.equals("15");
            case CLIENT_BITS -> value.isEmpty() || value.matches("[89]|1[0-5]");
            default -> false;
        };
    }

    private static String answer(Map<String, String> parameters) {
        String answer = NAME + "; " + SERVER_NO_CONTEXT + "; " + CLIENT_NO_CONTEXT;
        return parameters.containsKey(SERVER_BITS) ? answer + "; " + SERVER_BITS + "=15" : answer;
    }
}
