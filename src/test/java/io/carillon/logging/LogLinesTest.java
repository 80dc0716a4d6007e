package io.carillon.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** What logback.xml makes of an entry whose values are an attacker's. */
class LogLinesTest {
    private static final String FORGED = "x\n2026-01-01 00:00:00,000 INFO  audit API call key=\"0\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                FORGED,
                "x\r\nforged",
                "x\" status=\"200",
                "x\\\" status=\"200",
                "x\\",
                "\u001b[2K\u001b[1A",
                "\u0000\b\f\u007f",
                "\u0085next\u2028line\u2029par",
                "\u202egnp.exe",
                "\ud800",
                "\udbff\udfff"
            })
    void a_value_stays_in_its_line_and_in_its_quotes(String value) throws Exception {
        String line = encoded("text", event(value, null));
        assertThat(line)
                .matches("[^\\p{Cc}\\p{Cf}\\u2028\\u2029]+ INFO  audit API call path=\"([^\"\\\\]|\\\\.)*\""
                        + " status=\"401\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {FORGED, "x\r\nforged", "x\" status=\"200", "x\\", "\u0000\u001b[2K"})
    void in_json_it_is_one_object_in_one_line(String value) throws Exception {
        String line = encoded("json", event(value, null));
        assertThat(line).endsWith("\n").hasLineCount(1);
        assertThat(new JsonObject(line).getJsonArray("kvpList").getJsonObject(0).getString("path"))
                .isEqualTo(value);
    }

    @Test
    void what_is_plain_is_written_as_it_is() throws Exception {
        assertThat(encoded("text", event("/api/channels/a:b/messages é", null)))
                .endsWith(" INFO  audit API call path=\"/api/channels/a:b/messages é\" status=\"401\"\n");
    }

    @Test
    void lines_of_a_stack_trace_are_told_from_entries() throws Exception {
        String text = encoded("text", event("x", new IllegalStateException(FORGED, new RuntimeException(FORGED))));
        assertThat(text.lines().skip(1)).first().asString().startsWith("java.lang.IllegalStateException: x");
        assertThat(text.lines().skip(2)).allMatch(line -> line.startsWith("\t"));
        assertThat(text).contains("\tCaused by: java.lang.RuntimeException: x\n\t2026-01-01");
    }

    private static LoggingEvent event(String value, Throwable failure) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("audit"), Level.INFO, "API call", failure, new Object[0]);
        event.setKeyValuePairs(List.of(new KeyValuePair("path", value), new KeyValuePair("status", 401)));
        return event;
    }

    private static String encoded(String format, ILoggingEvent event) throws JoranException {
        LoggerContext context = new LoggerContext();
        context.putProperty("CARILLON_LOG", format);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLinesTest.class.getResource("/logback.xml"));
        ConsoleAppender<ILoggingEvent> console =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("console");
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
