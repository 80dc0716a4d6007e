package io.carillon.ops.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.json.StrictJson;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * One request of a batch.
 *
 * @param path not decoded
 * @param query not decoded; null when there is none
 * @param body empty when there is none
 */
record BatchRequest(HttpMethod method, String path, String query, byte[] body) {
    private static final byte[] NO_BODY = {};
    private static final PathTemplate BATCH = new PathTemplate(BatchCalls.PATH);
    private static final Set<String> FIELDS = Set.of("method", "path", "body");

    /** As long as the request line of a request that comes by itself. */
    private static final int MAX_PATH = 8 << 10;

    /** @throws ProtocolException when the text is no request, or is itself a batch */
    static BatchRequest read(StrictJson json, String text) {
        Fields fields = Fields.of(json, text.getBytes(UTF_8), "A request of a batch");
        fields.require(FIELDS);
        String method = fields.text("method").orElseThrow(() -> Call.invalid("method is missing"));
        String target = fields.text("path").orElseThrow(() -> Call.invalid("path is missing"));
        if (target.length() > MAX_PATH) {
            throw Call.invalid("path must have " + MAX_PATH + " characters at most");
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        if (isBatch(path)) {
            throw Call.invalid("A batch cannot hold a batch");
        }
        return new BatchRequest(
                method(method),
                path,
                mark < 0 ? null : target.substring(mark + 1),
                fields.given("body").map(body -> body.getBytes(UTF_8)).orElse(NO_BODY));
    }

    /** However it is encoded. What is no encoding is answered as if it had come by itself. */
    private static boolean isBatch(String path) {
        try {
            return BATCH.match(PathTemplate.decoded(PathTemplate.bytes(path))).isPresent();
        } catch (ProtocolException wrong) {
            return false;
        }
    }

    private static HttpMethod method(String text) {
        return switch (text) {
            case "GET" -> HttpMethod.GET;
            case "POST" -> HttpMethod.POST;
            case "PUT" -> HttpMethod.PUT;
            case "DELETE" -> HttpMethod.DELETE;
            default -> throw Call.invalid("method must be GET, POST, PUT or DELETE");
        };
    }
}
