package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a development node prints can be pasted as it stands. */
class SummaryTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"": {}, "a": {}, "chat": {}} | chat:lobby
            {"b": {}, "a": {}}            | a:lobby
            {"": {}}                      | lobby
            {"a": {"subscribe": "nobody"}, "b": {"publish": "nobody"}, "c": {}} | c:lobby
            """)
    void theCommandsNameAChannelThatCanBeUsed(String namespaces, String channel) throws IOException {
        assertThat(printed("{\"namespaces\": " + namespaces + "}"))
                .contains("{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}")
                .contains("{\"type\":\"publish\",\"channel\":\"" + channel + "\",");
    }

    @Test
    void withoutAChannelNoCommandIsPrinted() throws IOException {
        assertThat(printed("{}")).contains("/#token=").doesNotContain("wscat");
    }

    @Test
    void addressesFollowTheListener() throws IOException {
        Files.writeString(directory.resolve("pem"), "");
        assertThat(printed("{\"namespaces\": {\"\": {}}}"))
                .contains("ws://127.0.0.1:1/ws ", "http://127.0.0.1:1/#token=");
        assertThat(
                        printed(
                                "{\"namespaces\": {\"\": {}}, \"server\": {\"tls\": {\"certificate\": \"pem\", \"key\": \"pem\"}}}"))
                .contains("wss://127.0.0.1:1/ws ", "https://127.0.0.1:1/#token=")
                .doesNotContain("ws://", "http://127.0.0.1:1/");
    }

    @Test
    void theApiKeyThatWasMadeIsPrinted() throws IOException {
        assertThat(printed("{}")).contains("API key    " + KEY);
    }

    @Test
    void aConfiguredApiKeyIsNotPrinted() throws IOException {
        assertThat(printed("{\"ops\": {\"apiKeys\": [\"configured-and-not-to-be-seen-by-anyone\"]}}"))
                .contains("token")
                .doesNotContain("API key", "configured-and-not-to-be-seen");
    }

    private String printed(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("c.json"), json);
        Config given = new ConfigReader(name -> null).read(file).config();
        Config config = given.withDevelopmentKeys(KEY, KEY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Summary summary = new Summary(config, 1, 2, 1);
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        summary.print(out);
        summary.printDevelopment(
                out,
                Clock.systemUTC(),
                Optional.of(KEY).filter(made -> given.ops().apiKeys().isEmpty()));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
