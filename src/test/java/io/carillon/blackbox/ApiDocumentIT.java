package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the examples of API.md in their order, as a reader would, and holds the answers against those that it shows. */
class ApiDocumentIT {
    private static final Pattern EXAMPLE =
            Pattern.compile("```bash example\n(.*?)\n```\n\n```json\n(.*?)\n```\n", Pattern.DOTALL);

    /** Fields whose values differ from one run to the next: only their type is compared. */
    private static final Set<String> VARYING = Set.of(
            "id",
            "address",
            "uptime",
            "clientId",
            "node",
            "connectedAt",
            "lastPong",
            "pingCount",
            "messagesReceived",
            "messagesSent",
            "bytesReceived",
            "bytesSent",
            "epoch",
            "offset",
            "timestamp",
            "until",
            "version");

    private static final JsonObject NAMESPACE = new JsonObject()
            .put("subscribe", "anyone")
            .put("publish", "anyone")
            .put("history", "anyone")
            .put("presence", "anyone")
            .put("historySize", 100);

    @Test
    void everyExampleAnswersWhatIsShown() throws IOException, InterruptedException {
        String page = Files.readString(Path.of("src/docs/API.md"));
        Matcher example = EXAMPLE.matcher(page);
        int examples = 0;
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("namespaces.chat", NAMESPACE));
                JdkClient ada = JdkClient.connectAs(node, "ada").subscribe("chat:lobby");
                JdkClient bob = JdkClient.connectAs(node, "bob")) {
            while (example.find()) {
                String answer = run(example.group(1), node, ada);
                assertLike(example.group(1), new JsonObject(example.group(2)), new JsonObject(answer));
                examples++;
            }
            assertThat(bob.awaitClosing()).isEqualTo(new JdkClient.Closing(3503, "banned"));
            assertThat(ada.nextJson())
                    .isEqualTo(new JsonObject("{\"type\":\"direct\",\"data\":{\"job\":17,\"share\":1.50}}"));
        }
        assertThat(examples).isEqualTo(page.split("```bash example", -1).length - 1);
    }

    private static String run(String command, CarillonProcess node, JdkClient client)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", command);
        builder.environment().put("OPS", "http://127.0.0.1:" + node.opsPort());
        builder.environment().put("KEY", NodeConf.API_KEY);
        builder.environment()
                .put("CLIENT", client.welcome().getJsonObject("data").getString("clientId"));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command).isTrue();
        assertThat(process.exitValue()).as(command).isZero();
        return answer;
    }

    private static void assertLike(String where, Object shown, Object real) {
        if (shown instanceof JsonObject shownObject && real instanceof JsonObject realObject) {
            assertThat(realObject.fieldNames()).as(where).isEqualTo(shownObject.fieldNames());
            for (String name : shownObject.fieldNames()) {
                Object expected = shownObject.getValue(name);
                Object actual = realObject.getValue(name);
                if (VARYING.contains(name)) {
                    assertThat(actual instanceof String).as(where + ": " + name).isEqualTo(expected instanceof String);
                } else {
                    assertLike(where + ": " + name, expected, actual);
                }
            }
        } else if (shown instanceof JsonArray shownArray && real instanceof JsonArray realArray) {
            assertThat(realArray.size()).as(where).isEqualTo(shownArray.size());
            for (int i = 0; i < shownArray.size(); i++) {
                assertLike(where, shownArray.getValue(i), realArray.getValue(i));
            }
        } else {
            assertThat(real).as(where).isEqualTo(shown);
        }
    }
}
