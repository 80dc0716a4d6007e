package io.carillon.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The document of the HTTP API, held against answers. */
public final class OpenApi {
    private static final Path FILE = Path.of("src/main/resources/api/openapi.json");

    private final JsonObject document;
    private final Map<String, Validator> validators = new TreeMap<>();

    public OpenApi() {
        try {
            document = new JsonObject(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonObject document() {
        return document;
    }

    /** All calls, as method and path. */
    public Set<String> calls() {
        return document.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .fieldNames().stream().map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Fails unless the document has the call with this status, and the answer's body fits the schema for it. */
    public <T extends HttpResponse<String>> T check(T answer) {
        String method = answer.request().method();
        String call = method + " " + template(method, answer.request().uri());
        JsonObject schema = schema(call, answer.statusCode());
        Validator validator = validators.computeIfAbsent(call + " " + answer.statusCode(), key -> validator(schema));
        OutputUnit result = validator.validate(new JsonObject(answer.body()));
        if (!result.getValid()) {
            throw new AssertionError(
                    call + " " + answer.statusCode() + ": " + result.getErrors() + " in " + answer.body());
        }
        return answer;
    }

    /** The path of the document that a request means: one with fewer names in it comes first. */
    private String template(String method, URI uri) {
        String[] given = uri.getRawPath().split("/", -1);
        return document.getJsonObject("paths").stream()
                .filter(path -> ((JsonObject) path.getValue()).containsKey(method.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .filter(path -> matches(path.split("/", -1), given))
                .min((one, other) -> Long.compare(names(one), names(other)))
                .orElseThrow(() -> new AssertionError("not in the document: " + method + " " + uri.getRawPath()));
    }

    private static long names(String path) {
        return path.chars().filter(c -> c == '{').count();
    }

    private static boolean matches(String[] path, String[] given) {
        boolean matches = path.length == given.length;
        for (int i = 0; matches && i < path.length; i++) {
            matches = path[i].startsWith("{") || path[i].equals(given[i]);
        }
        return matches;
    }

    private JsonObject schema(String call, int status) {
        String[] words = call.split(" ");
        JsonObject response = document.getJsonObject("paths")
                .getJsonObject(words[1])
                .getJsonObject(words[0].toLowerCase(Locale.ROOT))
                .getJsonObject("responses")
                .getJsonObject(Integer.toString(status));
        if (response == null) {
            throw new AssertionError("the document has no status " + status + " for " + call);
        }
        return resolved(response)
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
    }

    private JsonObject resolved(JsonObject object) {
        return object.containsKey("$ref") ? at(object.getString("$ref")) : object;
    }

    /** What a reference points at, which has to be there. */
    public JsonObject at(String reference) {
        JsonObject place = document;
        for (String step : reference.substring(2).split("/")) {
            place = place.getJsonObject(step);
            if (place == null) {
                throw new AssertionError("nothing at " + reference);
            }
        }
        return place;
    }

    /** All references in the document. */
    public Stream<String> references() {
        return references(document);
    }

    private static Stream<String> references(Object value) {
        if (value instanceof JsonObject object) {
            return object.stream()
                    .flatMap(field -> field.getKey().equals("$ref")
                            ? Stream.of((String) field.getValue())
                            : references(field.getValue()));
        }
        return value instanceof JsonArray array ? array.stream().flatMap(OpenApi::references) : Stream.empty();
    }

    private Validator validator(JsonObject schema) {
        JsonObject whole = schema.copy().put("components", document.getJsonObject("components"));
        return Validator.create(
                JsonSchema.of(whole),
                new JsonSchemaOptions()
                        .setDraft(Draft.DRAFT202012)
                        .setBaseUri("app://carillon")
                        .setOutputFormat(OutputFormat.Basic));
    }
}
