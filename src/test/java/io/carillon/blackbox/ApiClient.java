package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.testing.OpenApi;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/** A back end that calls one node, and holds every answer against the document of the API. */
record ApiClient(CarillonProcess node, OpenApi document) {
    ApiClient(CarillonProcess node) {
        this(node, new OpenApi());
    }

    HttpResponse<String> call(String method, String path, String body) {
        return document.check(
                node.request(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.opsPort() + path))
                        .header("X-API-Key", NodeConf.API_KEY)
                        .method(method, BodyPublishers.ofString(body))));
    }

    /** The answer to a call that has to succeed. */
    JsonObject ask(String method, String path, String body) {
        HttpResponse<String> answer = call(method, path, body);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(200);
        return new JsonObject(answer.body());
    }

    JsonObject get(String path) {
        return ask("GET", path, "");
    }

    JsonObject put(String path) {
        return ask("PUT", path, "");
    }

    JsonObject delete(String path) {
        return ask("DELETE", path, "");
    }

    JsonObject post(String path, String body) {
        return ask("POST", path, body);
    }

    /** The error to a call that has to fail. */
    JsonObject refused(String method, String path, String body, int code, String name) {
        HttpResponse<String> answer = call(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
        return Answers.assertError(new JsonObject(answer.body()), code, name);
    }

    /** One field of each item of a list. */
    static List<Object> each(JsonObject list, String field) {
        return list.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getValue(field))
                .toList();
    }

    static JsonObject nodes(int asked, int answered) {
        return new JsonObject().put("asked", asked).put("answered", answered);
    }

    /** What a command answers that was carried out for so many on a cluster that is whole. */
    static JsonObject done(int connections, int nodes) {
        return new JsonObject()
                .put("found", connections)
                .put("done", connections)
                .put("nodes", nodes(nodes, nodes));
    }
}
