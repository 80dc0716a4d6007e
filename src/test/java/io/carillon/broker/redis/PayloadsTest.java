package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.json.WrittenNumbers;
import io.carillon.protocol.ClientFrameDecoder;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsTest {
    private static final ChannelName CHANNEL = new ChannelName("a");
    private static final String BEGIN = "{\"type\":\"message\",\"channel\":\"a\",\"data\":";
    private static final long NOW = 42;

    private final Payloads payloads = new Payloads(10_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                BEGIN + "1}",
                BEGIN + "{\"a\":[1,2.5e7,\"\u00e4\ud83d\ude00\"]},\"from\":\"x\",\"timestamp\":1}",
                BEGIN + "\"}\",\"offset\":7,\"timestamp\":1}"
            })
    void ownTextPassesAsItIs(String text) {
        byte[] payload = text.getBytes(UTF_8);
        assertThat(payloads.read(CHANNEL, payload, NOW).orElseThrow().text()).isSameAs(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"join", "leave"})
    void whoComesAndGoesPassesAsItIsInItsOwnChannelOnly(String type) {
        String begin = "{\"type\":\"" + type + "\",\"channel\":\"";
        String rest = "\",\"clientId\":\"c\",\"user\":\"u\",\"info\":{\"n\": 1.50}}";
        byte[] own = (begin + CHANNEL + rest).getBytes(UTF_8);
        assertThat(payloads.read(CHANNEL, own, NOW).orElseThrow().text()).isSameAs(own);
        byte[] foreign = (begin + CHANNEL + "2" + rest).getBytes(UTF_8);
        assertThat(payloads.read(CHANNEL, foreign, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"from":"x","data":{"a": 1},"timestamp":5}     | {"a": 1},"from":"x","timestamp":5}
                    {"data":null}                                  | null,"timestamp":42}
                    {"timestamp":5,"data":"s","from":"x"}          | "s","from":"x","timestamp":5}
                    { "data" : [1, 2 ] , "from" : "x" }            | [1, 2 ],"from":"x","timestamp":42}
                    {"data":-1.50e+3}                              | -1.50e+3,"timestamp":42}
                    {"data":true,"other":{"data":1}}               | true,"timestamp":42}
                    {"from":"\\"\\u0000\\ud83d\\ude00","data":1}    | 1,"from":"\\"\\u0000\\ud83d\\ude00","timestamp":42}
                    {"from":null,"data":1,"timestamp":null}        | 1,"timestamp":42}
                    {"data":{"a":1,"a":"\\ud800"}}                 | {"a":1,"a":"\\ud800"},"timestamp":42}
                    {"from":"ä😀","data":"ä\\u00e4😀\\/"}           | "ä\\u00e4😀\\/","from":"ä😀","timestamp":42}
                    {"data":12345678901234567890123456789012345}   | 12345678901234567890123456789012345,"timestamp":42}
                    {"data":1,"timestamp":0}                       | 1,"timestamp":0}
                    {"data":"","from":""}                          | "","from":"","timestamp":42}
                    {"d\\u0061ta":7}                               | 7,"timestamp":42}
                    """)
    void theEnvelopeBecomesAMessage(String envelope, String rest) {
        assertThat(read(envelope)).contains(BEGIN + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "1",
                "null",
                "\"data\"",
                "[]",
                "[{\"data\":1}]",
                "{",
                "{}",
                "{\"data\"",
                "{\"data\":",
                "{\"data\":}",
                "{\"data\":1",
                "{\"data\":1}}",
                "{\"data\":1}{\"data\":1}",
                "{\"data\":1} x",
                "{\"data\":1,}",
                "{\"data\":01}",
                "{\"data\":NaN}",
                "{\"data\":'x'}",
                "{data:1}",
                "{\"data\":\"\n\"}",
                "{\"data\":\"\\x\"}",
                "{\"data\":\"\\u12\"}",
                "{\"data\":tru}",
                "{\"data\":[1,2}",
                "{\"data\":1/*c*/}",
                "{\"from\":\"x\"}",
                "{\"from\":1,\"data\":1}",
                "{\"from\":\"\\ud800\",\"data\":1}",
                "{\"data\":1,\"data\":1}",
                "{\"data\":1,\"\\u0064ata\":1}",
                "{\"x\":1,\"x\":1,\"data\":1}",
                "{\"from\":{\"a\":1},\"data\":1}",
                "{\"data\":1,\"timestamp\":\"5\"}",
                BEGIN,
                BEGIN + "1",
                BEGIN + "}",
                BEGIN + "1}x",
                BEGIN + "1},\"from\":\"x\"}",
                BEGIN + "\"a\"b\"}",
                BEGIN + "[[1]}"
            })
    void rubbishIsRefused(String payload) {
        assertThat(read(payload)).isEmpty();
    }

    @Test
    void theTimestampIsAWholeNumberHoweverItIsWritten() {
        WrittenNumbers.all().forEach((text, value) -> {
            Optional<String> read = read("{\"timestamp\":" + text + ",\"data\":1}");
            if (value < 0) {
                assertThat(read).as(text).isEmpty();
            } else {
                assertThat(read).as(text).contains(BEGIN + "1,\"timestamp\":" + value + "}");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c3c3", "c080", "eda080", "f8808080", "f4908080", "80", "e282"})
    void invalidUtf8IsRefused(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        assertThat(payloads.read(CHANNEL, around("{\"data\":\"", bad, "\"}"), NOW))
                .isEmpty();
        assertThat(payloads.read(CHANNEL, around(BEGIN + "\"", bad, "\"}"), NOW))
                .isEmpty();
    }

    @Test
    void textLongerThanTheDecodersBufferIsCheckedToItsEnd() {
        byte[] good = "\u00e4".repeat(4_500).getBytes(UTF_8);
        assertThat(payloads.read(CHANNEL, around("{\"data\":\"", good, "\"}"), NOW))
                .isPresent();
        good[good.length - 1] = 'x';
        assertThat(payloads.read(CHANNEL, around("{\"data\":\"", good, "\"}"), NOW))
                .isEmpty();
    }

    @Test
    void textOfAnotherChannelIsNoOwnText() {
        byte[] text = (BEGIN + "1,\"timestamp\":3}").getBytes(UTF_8);
        Optional<Publication> read = payloads.read(new ChannelName("b"), text, NOW);
        assertThat(new String(read.orElseThrow().text(), UTF_8))
                .isEqualTo("{\"type\":\"message\",\"channel\":\"b\",\"data\":1,\"timestamp\":3}");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "[".repeat(Payloads.MAX_DEPTH) + "]".repeat(Payloads.MAX_DEPTH);
        assertThat(read(BEGIN + deep + "}")).isEmpty();
        assertThat(read("{\"data\":" + deep + "}")).isEmpty();
        assertThat(read("{\"data\":" + deep.substring(1, deep.length() - 1) + "}"))
                .isPresent();
    }

    @Test
    void whatClientsMayBeAllowedToNestPasses() {
        int most = 1_000;
        String own = BEGIN + "[".repeat(most - 1) + "]".repeat(most - 1) + "}";
        assertThat(new ClientFrameDecoder(most).decode(own.getBytes(UTF_8), own.length()))
                .isNotNull();
        assertThat(read(own)).isPresent();
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(read("{\"data\":\"" + "x".repeat(10_000 - 11) + "\"}")).isPresent();
        assertThat(read("{\"data\":\"" + "x".repeat(10_000 - 10) + "\"}")).isEmpty();
    }

    private Optional<String> read(String payload) {
        return payloads.read(CHANNEL, payload.getBytes(UTF_8), NOW)
                .map(publication -> new String(publication.text(), UTF_8));
    }

    @Test
    void jsonInAnotherEncodingIsRefused() {
        for (Charset encoding : List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"))) {
            assertThat(payloads.read(CHANNEL, "{\"data\":\"a\"}".getBytes(encoding), NOW))
                    .isEmpty();
        }
        assertThat(read("\ufeff{\"data\":1}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"e 7 99 98 k3v9-1", "except k3v9-1"})
    void aLineMayNameWhoShallNotGetTheMessage(String line) {
        String text = BEGIN + "1,\"timestamp\":99,\"offset\":7}";
        Publication read = payloads.read(CHANNEL, (line + "\n" + text).getBytes(UTF_8), NOW)
                .orElseThrow();
        assertThat(read.exclude()).isEqualTo("k3v9-1");
        assertThat(read.hasPosition()).isEqualTo(line.startsWith("e "));
        assertThat(read.text()).asString(UTF_8).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "except",
                "except ",
                "except  ",
                "except a b",
                "but k3v9-1",
                "except \u00e4",
                "e 7 99 98 ",
                "e 7 99 98 {"
            })
    void aLineThatSaysSomethingElseIsRefused(String line) {
        assertThat(read(line + "\n" + BEGIN + "1,\"timestamp\":99,\"offset\":7}"))
                .isEmpty();
    }

    @Test
    void anEnvelopeCannotKeepAMessageFromAnyone() {
        assertThat(read("except k3v9-1\n{\"data\":1}")).isEmpty();
    }

    @Test
    void theLineOfAHistoryThatBeginsHasNoMessage() {
        Publication read =
                payloads.read(CHANNEL, "e 0 0 0\n".getBytes(UTF_8), NOW).orElseThrow();
        assertThat(read.isBeginning()).isTrue();
        assertThat(read.position()).isEqualTo(Position.before("e"));
        assertThat(read("e 1 0 0\n")).isEmpty();
    }

    @Test
    void anEntryOfAHistoryHasAPosition() {
        String text = BEGIN + "[1, \"\u00e4\"],\"timestamp\":99,\"offset\":7}";
        byte[] payload = ("0123456789abcdef 7 99 98\n" + text).getBytes(UTF_8);
        Publication entry = payloads.read(CHANNEL, payload, NOW).orElseThrow();
        assertThat(entry.position()).isEqualTo(new Position("0123456789abcdef", 7, 99));
        assertThat(entry.previousTimestamp()).isEqualTo(98);
        assertThat(entry.text()).asString(UTF_8).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e 7 99 98",
                "e 7 99\n",
                "e 7 99 98 k3v9-1 97\n",
                "e  7 99 98\n",
                " 7 99 98\n",
                "e 7 99 98\r\n",
                "e 8 99 98\n",
                "e 07 99 9x\n",
                "e -7 99 98\n",
                "e +7 99 98\n",
                "e 7.0 99 98\n",
                "e 7 99 \n",
                "e 7 99 1234567890123456789\n",
                "{ 7 99 98\n",
                "e 7 99 98\n\n",
                "e 7 99 98\n{\"data\":1}",
                "e 7 99 98\ne 7 99 98\n"
            })
    void anEntryWithABadHeaderIsRefused(String header) {
        assertThat(read(header + BEGIN + "1,\"timestamp\":99,\"offset\":7}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"data\":1,\"offset\":7}",
                BEGIN + "1}",
                BEGIN + "1,\"offset\":7} ",
                BEGIN + "1,\"offset\":77}",
                BEGIN + "1,\"offset\":7}}",
                BEGIN + "[1,\"offset\":7}",
                "{\"type\":\"message\",\"channel\":\"b\",\"data\":1,\"offset\":7}",
                "{\"type\":\"join\",\"channel\":\"a\",\"clientId\":\"c\",\"offset\":7}"
            })
    void anEntryThatIsNoNumberedMessageOfItsChannelIsRefused(String text) {
        assertThat(read("e 7 99 98\n" + text)).isEmpty();
    }

    @Test
    void anEntryIsBoundedAndCheckedLikeTheOthers() {
        String end = ",\"offset\":7}";
        assertThat(read("e".repeat(Position.MAX_EPOCH_LENGTH) + " 7 99 98\n" + BEGIN + "1" + end))
                .isPresent();
        assertThat(read("e".repeat(Position.MAX_EPOCH_LENGTH + 1) + " 7 99 98\n" + BEGIN + "1" + end))
                .isEmpty();
        assertThat(read("e 7 99 98\n" + BEGIN + '"' + "x".repeat(10_000) + '"' + end))
                .isEmpty();
        byte[] bad = HexFormat.of().parseHex("c080");
        assertThat(payloads.read(CHANNEL, around("e 7 99 98\n" + BEGIN + '"', bad, '"' + end), NOW))
                .isEmpty();
    }

    private static byte[] around(String before, byte[] middle, String after) {
        byte[] all = new byte[before.length() + middle.length + after.length()];
        System.arraycopy(before.getBytes(UTF_8), 0, all, 0, before.length());
        System.arraycopy(middle, 0, all, before.length(), middle.length);
        System.arraycopy(after.getBytes(UTF_8), 0, all, before.length() + middle.length, after.length());
        return all;
    }
}
