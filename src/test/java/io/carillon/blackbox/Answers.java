package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

/** What the tests expect of the server's answers. */
final class Answers {
    private Answers() {}

    /** An error object of this code and name, with a message for people. */
    static JsonObject assertError(JsonObject answer, int code, String name) {
        assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("error");
        assertThat(answer.getInteger("code")).as(answer.encode()).isEqualTo(code);
        assertThat(answer.getString("name")).as(answer.encode()).isEqualTo(name);
        assertThat(answer.getString("message")).as(answer.encode()).isNotBlank();
        return answer;
    }

    static JsonObject request(String type) {
        return new JsonObject().put("type", type);
    }

    static JsonObject request(String type, Object id) {
        return request(type).put("id", id);
    }

    static String subscribe(String channel, Object id) {
        return request("subscribe", id).put("channel", channel).encode();
    }

    static String publish(String channel, Object data) {
        return request("publish").put("channel", channel).put("data", data).encode();
    }

    static String publish(String channel, Object data, Object id) {
        return request("publish", id).put("channel", channel).put("data", data).encode();
    }
}
