package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.config.IpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as the specification of HAProxy has them, whole, in pieces, and broken. */
class ProxyProtocolTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String V4 = "cb007107 c0000201 c822 01bb";
    private static final String V6 = "20010db8000000000000000000000007 20010db8000000000000000000000008 1267 01bb";
    private static final String MAPPED = "00000000000000000000ffffcb007107 20010db8000000000000000000000008 1267 01bb";
    private static final String REST = "GET / HTTP/1.1\r\n";

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443, 203.0.113.7",
        "PROXY TCP4 203.0.113.7 192.0.2.1 0 65535, 203.0.113.7",
        "PROXY TCP6 2001:db8::7 2001:db8::8 4711 443, 2001:db8::7",
        "PROXY TCP6 2001:0DB8:0:0:0:0:0:7 ::1 4711 443, 2001:db8::7",
        "PROXY TCP6 ::ffff:203.0.113.7 ::ffff:192.0.2.1 1 2, 203.0.113.7",
        "PROXY UNKNOWN, none",
        "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535, none"
    })
    void aLineOfTheFirstVersionIsRead(String line, String source) {
        assertRead(line.concat("\r\n").getBytes(StandardCharsets.US_ASCII), source);
    }

    @ParameterizedTest
    @CsvSource({
        "21 11 000c, " + V4 + ", 203.0.113.7",
        "21 21 0024, " + V6 + ", 2001:db8::7",
        "21 21 0024, " + MAPPED + ", 203.0.113.7",
        "21 11 0013, " + V4 + " 04 0004 00000000, 203.0.113.7",
        "21 21 002b, " + V6 + " 04 0004 00000000, 2001:db8::7",
        "21 00 0000, '', none",
        "21 00 0007, 04 0004 00000000, none",
        "20 00 0000, '', none",
        "20 11 000c, " + V4 + ", none",
        "20 12 0000, '', none",
        "20 ff 0000, '', none"
    })
    void aHeaderOfTheSecondVersionIsRead(String head, String body, String source) {
        assertRead(bytes(head, body), source);
    }

    @Test
    void socketsOfTheProxysOwnMachineHaveNoAddress() {
        assertRead(bytes("21 31 00d8", "00".repeat(216)), "none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "PROXY\r\n",
                "PROXY \r\n",
                "PROXY TCP4\r\n",
                "proxy TCP4 203.0.113.7 192.0.2.1 1 2\r\n",
                "PROXY TCP5 203.0.113.7 192.0.2.1 1 2\r\n",
                "PROXY UDP4 203.0.113.7 192.0.2.1 1 2\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 1\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 1 2 3\r\n",
                "PROXY TCP4  203.0.113.7 192.0.2.1 1 2\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 1 65536\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 01 2\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 -1 2\r\n",
                "PROXY TCP4 203.0.113.256 192.0.2.1 1 2\r\n",
                "PROXY TCP4 203.0.113.7 localhost 1 2\r\n",
                "PROXY TCP4 2001:db8::7 2001:db8::8 1 2\r\n",
                "PROXY TCP6 203.0.113.7 192.0.2.1 1 2\r\n",
                "PROXY TCP6 [2001:db8::7] ::1 1 2\r\n",
                "PROXY TCP6 2001:db8::x ::1 1 2\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 1 2\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 1 2 \r\n",
                "PROXY UNKNOWNX\r\n"
            })
    void anyOtherLineIsMalformed(String line) {
        assertMalformed(line.getBytes(StandardCharsets.US_ASCII));
        assertMalformed((line + REST.repeat(10)).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aLineThatIsTooLongIsMalformedBeforeItEnds() {
        assertMalformed(("PROXY UNKNOWN " + "x".repeat(200)).getBytes(StandardCharsets.US_ASCII));
        assertMalformed(("PROXY UNKNOWN " + "x".repeat(200) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "11 11 000c, " + V4,
        "31 11 000c, " + V4,
        "22 11 000c, " + V4,
        "2f 11 000c, " + V4,
        "21 12 000c, " + V4,
        "21 22 0024, " + V6,
        "21 32 0000, ''",
        "21 13 000c, " + V4,
        "21 41 000c, " + V4,
        "21 11 000b, " + V4,
        "21 11 0000, ''",
        "21 21 000c, " + V4,
        "21 21 0023, " + V6,
        "21 11 ffff, " + V4,
        "20 00 ffff, ''"
    })
    void anyOtherHeaderOfTheSecondVersionIsMalformed(String head, String body) {
        assertMalformed(bytes(head, body));
    }

    @Test
    void rubbishIsMalformedOrAwaitsMoreAndNeverFailsOtherwise() {
        Random random = new Random(13);
        for (int i = 0; i < 50_000; i++) {
            byte[] valid = i % 2 == 0
                    ? bytes("21 21 0024", V6)
                    : "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\n".getBytes(StandardCharsets.US_ASCII);
            for (int change = 0; change <= random.nextInt(3); change++) {
                valid[random.nextInt(valid.length)] = (byte) random.nextInt();
            }
            ByteBuf in = Unpooled.wrappedBuffer(valid, 0, random.nextInt(valid.length + 1));
            try {
                ProxyProtocol.read(in)
                        .ifPresent(header -> assertThat(header.length()).isBetween(1, in.readableBytes()));
            } catch (ProxyProtocol.Malformed malformed) {
                assertThat(malformed).hasMessageMatching(".+");
            }
            assertThat(in.readerIndex()).isZero();
        }
    }

    /** However it is cut into pieces, what follows is handed on whole, and nothing before. */
    private static void assertRead(byte[] header, String source) {
        for (int piece : new int[] {1, 2, 7, header.length, header.length + REST.length()}) {
            List<String> refused = new ArrayList<>();
            List<InetAddress> told = new ArrayList<>();
            EmbeddedChannel channel = new EmbeddedChannel(new ProxyProtocolHandler(told::add, refused::add));
            byte[] all = joined(header, REST.getBytes(StandardCharsets.US_ASCII));
            for (int at = 0; at < all.length; at += piece) {
                channel.writeInbound(Unpooled.wrappedBuffer(all, at, Math.min(piece, all.length - at)));
            }
            StringBuilder rest = new StringBuilder();
            for (ByteBuf in = channel.readInbound(); in != null; in = channel.readInbound()) {
                rest.append(in.toString(StandardCharsets.US_ASCII));
                in.release();
            }
            assertThat(refused).isEmpty();
            assertThat(rest).hasToString(REST);
            assertThat(told.isEmpty() ? "none" : IpAddress.text(told.get(0))).isEqualTo(source);
            InetAddress kept = channel.attr(ClientAddress.PROXIED).get();
            assertThat(kept == null ? "none" : IpAddress.text(kept)).isEqualTo(source);
            assertThat(channel.pipeline().get(ProxyProtocolHandler.class)).isNull();
        }
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatThrownBy(() -> ProxyProtocol.read(Unpooled.wrappedBuffer(bytes)))
                .isInstanceOf(ProxyProtocol.Malformed.class);
        List<String> refused = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new ProxyProtocolHandler(told -> {}, refused::add));
        for (int at = 0; at < bytes.length && channel.isOpen(); at++) {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes, at, 1));
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(refused).hasSize(1);
        assertThat(channel.inboundMessages()).isEmpty();
    }

    private static byte[] bytes(String head, String body) {
        return HexFormat.of().parseHex((SIGNATURE + head + body).replace(" ", ""));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(other);
        return all.toByteArray();
    }
}
