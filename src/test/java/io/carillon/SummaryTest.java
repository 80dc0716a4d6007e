package io.carillon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
    private static final String SECRET = "made-for-this-start-and-long-enough";

    @TempDir
    Path directory;

    @Test
    void a_development_node_prints_the_api_key_that_it_made() throws Exception {
        assertThat(printed("{}")).contains("API key    " + SECRET);
    }

    @Test
    void a_configured_api_key_is_not_printed() throws Exception {
        assertThat(printed("{'ops': {'apiKeys': ['configured-and-not-to-be-seen']}}"))
                .contains("token")
                .doesNotContain("API key")
                .doesNotContain("configured-and-not-to-be-seen");
    }

    @Test
    void with_tls_page_and_command_line_lead_to_where_the_node_listens() throws Exception {
        Files.writeString(directory.resolve("node.pem"), "");
        assertThat(printed("{'server': {'tls': {'certificate': 'node.pem', 'key': 'node.pem'}}}"))
                .contains("wss://127.0.0.1:1/ws  (", "https://127.0.0.1:1/#token=", "-c wss://127.0.0.1:1/ws")
                .doesNotContain("http://127.0.0.1:1/", "ws -c ws:");
    }

    private String printed(String json) throws Exception {
        Path file = Files.writeString(directory.resolve("carillon.json"), json.replace('\'', '"'));
        Config given =
                new ConfigReader(Map.<String, String>of()::get).read(file).config();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, UTF_8);
        Config config = given.withDevelopmentKeys(SECRET, SECRET);
        Summary summary = new Summary(config, 1, 2, 4);
        summary.print(print);
        summary.printDevelopment(print, Clock.systemUTC(), Node.madeKey(given, config));
        return out.toString(UTF_8);
    }
}
