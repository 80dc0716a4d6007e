package io.carillon.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
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
    void inJsonValuesKeepTheirTypes() throws Exception {
        LoggingEvent event = event(Level.WARN, "x", new IOException("Connection refused"));
        event.setKeyValuePairs(List.of(
                new KeyValuePair("number", 12),
                new KeyValuePair("decimal", 0.25),
                new KeyValuePair("none", Double.NaN),
                new KeyValuePair("flag", true),
                new KeyValuePair("duration", Duration.ofSeconds(90)),
                new KeyValuePair("list", List.of("a", 1)),
                new KeyValuePair("nothing", null),
                new KeyValuePair("text", Level.WARN)));
        JsonObject line = new JsonObject(encoded("json", event));
        assertThat(line.getJsonArray("kvpList").encode())
                .isEqualTo(
                        "[{\"number\":12},{\"decimal\":0.25},{\"none\":\"NaN\"},{\"flag\":true},{\"duration\":90000},"
                                + "{\"list\":[\"a\",1]},{\"nothing\":null},{\"text\":\"WARN\"}]");
        assertThat(line.getValue("timestamp")).isInstanceOf(Long.class);
        assertThat(line.getString("cause")).isEqualTo("Connection refused");
        assertThat(line.containsKey("stackTrace")).isFalse();
    }

    @Test
    void inJsonAStackTraceIsAString() throws Exception {
        String encoded = encoded("json", event(FORGED, new IllegalStateException(FORGED, new RuntimeException("y"))));
        assertThat(encoded).hasLineCount(1);
        JsonObject line = new JsonObject(encoded);
        assertThat(line.getString("cause")).isEqualTo(FORGED);
        assertThat(line.getString("stackTrace")).contains("Caused by: java.lang.RuntimeException: y");
    }

    @Test
    void aWarningHasAReasonInWordsAndNoStackTrace() throws Exception {
        assertThat(warning(new ConnectException("Connection refused: /10.0.0.5:6379")))
                .endsWith(" cause=\"Connection refused: /10.0.0.5:6379\"\n");
        assertThat(warning(new UnknownHostException("redis.internal")))
                .endsWith(" cause=\"unknown host: redis.internal\"\n");
        assertThat(warning(new TimeoutException())).endsWith(" cause=\"timeout\"\n");
        assertThat(warning(new ClosedChannelException())).endsWith(" cause=\"closed channel\"\n");
        assertThat(warning(new NoSuchFileException("/run/key"))).endsWith(" cause=\"no such file: /run/key\"\n");
        assertThat(warning(new IOException("a\nb\"")))
                .endsWith(" cause=\"a\\nb\\\"\"\n")
                .hasLineCount(1);
        assertThat(warning(new IOException(new ConnectException("Connection refused"))))
                .endsWith(" cause=\"Connection refused\"\n");
        assertThat(warning(new IOException("Lost: java.io.IOException: Broken pipe")))
                .endsWith(" cause=\"Lost: Broken pipe\"\n");
        assertThat(warning(new NullPointerException("x"))).contains("\njava.lang.NullPointerException: x\n\tat ");
    }

    private static String warning(Throwable failure) throws JoranException {
        return encoded("text", event(Level.WARN, "x", failure));
    }

    @Test
    void durationsAreWrittenAsTheConfigurationHasThem() throws Exception {
        LoggingEvent event = event("x", null);
        event.setKeyValuePairs(List.of(
                new KeyValuePair("over", Duration.ofSeconds(10)), new KeyValuePair("uptime", Duration.ofMinutes(61))));
        assertThat(encoded("text", event)).endsWith(" over=\"10s\" uptime=\"1h1m\"\n");
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
        return event(failure == null ? Level.INFO : Level.ERROR, value, failure);
    }

    private static LoggingEvent event(Level level, String value, Throwable failure) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("audit"), level, "API call", failure, new Object[0]);
        event.setKeyValuePairs(List.of(new KeyValuePair("path", value), new KeyValuePair("status", 401)));
        return event;
    }

    private static String encoded(String format, ILoggingEvent event) throws JoranException {
        LoggerContext context = new LoggerContext();
        context.putProperty("CARILLON_LOG", format);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLinesTest.class.getResource("/logback.xml"));
        OutputStreamAppender<ILoggingEvent> console =
                (OutputStreamAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("console");
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
