package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintedConfigTest {
    @TempDir
    Path directory;

    @Test
    void secretsAreMasked() {
        String printed = Given.in(directory)
                .environment("SECRET", "hunter2hunter2hunter2hunter2hunter2")
                .read("""
                        {
                          'ops': {'apiKeys': ['hunter2hunter2hunter2hunter2hunter2', 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
                            {'key': 'hunter3hunter3hunter3hunter3hunter3', 'role': 'read'}, {'key': '${SECRET}4'}]},
                          'auth': {'secret': '${SECRET}'},
                          'broker': {'redis': {'mode': 'sentinel', 'sentinel': {'password': 'hunter2'},
                                     'endpoints': ['rediss://hunter2:hunt%40er2@h:1/2', 'rediss://h/2']}}
                        }
                        """)
                .printed();
        JsonObject json = new JsonObject(printed);
        assertThat(printed).doesNotContain("hunt", "0123456789");
        assertThat(json.getJsonObject("auth").getJsonArray("secret")).isEqualTo(JsonArray.of("***"));
        assertThat(json.getJsonObject("ops").getJsonArray("apiKeys"))
                .isEqualTo(JsonArray.of(
                        "***",
                        "***",
                        new JsonObject().put("key", "***").put("role", "read"),
                        new JsonObject().put("key", "***").put("role", "admin")));
        assertThat(json.getJsonObject("broker").getJsonObject("redis").getJsonArray("endpoints"))
                .isEqualTo(JsonArray.of("rediss://***@h:1/2", "rediss://h/2"));
    }

    @Test
    void whatIsPrintedIsWhatHolds() {
        JsonObject json = new JsonObject(Given.in(directory)
                .environment("PORT", "81")
                .read("{'server':{'port':'${PORT}','host':'${HOST:localhost}'},'namespaces':{'n':{}}}")
                .printed());
        assertThat(json.getJsonObject("server").getValue("port")).isEqualTo(81);
        assertThat(json.getJsonObject("server").getValue("host")).isEqualTo("localhost");
        assertThat(json.getJsonObject("namespaces").getJsonObject("n").getValue("historyTtl"))
                .isEqualTo("5m");
    }

    @Test
    void whatIsPrintedCanBeReadAgain() {
        Given given = Given.in(directory);
        LoadedConfig first = given.read("{'namespaces':{'':{'historySize':3}},'heartbeat':{'interval':'500ms'}}");
        assertThat(given.read(first.printed())).isEqualTo(first);
    }
}
