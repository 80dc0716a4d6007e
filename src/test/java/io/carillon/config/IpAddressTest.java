package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8:0:0:0:0:0:7, 2001:db8::7",
        "2001:0db8:0000:0000:0000:0000:0000:0007, 2001:db8::7",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "0:0:0:0:0:0:0:0, ::",
        "fe80::1%eth0, fe80::1",
        "fe80::1%3, fe80::1",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::FFFF:cb00:7107, 203.0.113.7"
    })
    void anAddressHasOneSpelling(String written, String shown) {
        assertThat(IpAddress.parse(written).map(IpAddress::text)).contains(shown);
    }

    @Test
    void whateverIsShownIsReadAgain() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[16];
            for (int group = 0; group < 8; group++) {
                bytes[2 * group] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0);
                bytes[2 * group + 1] = (byte) (random.nextInt(2) == 0 ? random.nextInt() : 0);
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            String text = IpAddress.text(address);
            assertThat(IpAddress.parse(text)).as(text).contains(address);
            assertThat(text).doesNotContain(":::").doesNotMatch(".*::.*::.*");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        203.0.113.7                  | 203.0.113.7
        203.0.113.7:51234            | 203.0.113.7
        [2001:db8::7]:4711           | 2001:db8::7
        [2001:db8::7]                | 2001:db8::7
        2001:db8::7                  | 2001:db8::7
        2001:DB8:0:0::7              | 2001:db8::7
        "[2001:db8::7]:4711"         | 2001:db8::7
        "203.0.113.7:51234"          | 203.0.113.7
        "203.0.113.7"                | 203.0.113.7
        ::ffff:203.0.113.7           | 203.0.113.7
        [::ffff:203.0.113.7]:80      | 203.0.113.7
        fe80::1%eth0                 | fe80::1
        [fe80::1%25eth0]:80          | fe80::1
        """)
    void aForwardedAddressMayHaveAPort(String entry, String address) {
        assertThat(IpAddress.forwarded(entry).map(IpAddress::text)).contains(address);
        assertThat(IpAddress.forwarded("\t " + entry + " ").map(IpAddress::text))
                .contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "\"\"",
                "unknown",
                "_hidden",
                "unix:",
                "localhost",
                "client.example",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "0x7f000001",
                "2130706433",
                "1.2.3.4:",
                "1.2.3.4:x",
                "1.2.3.4:123456",
                "[1.2.3.4]",
                "[1.2.3.4]:80",
                "[]",
                "[]:80",
                "[::1",
                "::1]",
                "[[::1]]",
                "[::1]:",
                "::1::2",
                "1:2:3:4:5:6:7:8:9",
                "%eth0",
                "1.2.3.4%eth0",
                "1.2.3.4 5",
                "1.2.3.4\u0000",
                "for=1.2.3.4",
                "\u0661.2.3.4"
            })
    void whatIsNoAddressIsNone(String entry) {
        assertThat(IpAddress.forwarded(entry)).isEmpty();
        assertThat(IpAddress.forwarded("\"" + entry + "\"")).isEmpty();
        assertThat(IpAddress.forwarded(entry + "x".repeat(20_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
        "10.1.2.3/8, 10.0.0.0, 9.255.255.255",
        "10.0.0.1, 10.0.0.1, 10.0.0.2",
        "10.0.0.1/32, 10.0.0.1, 10.0.0.0",
        "0.0.0.0/0, 203.0.113.7, ::1",
        "192.168.128.0/17, 192.168.255.255, 192.168.127.255",
        "fd00::/8, fdff::1, fc00::1",
        "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::1",
        "2001:DB8:0:0:0:0:0:7, 2001:db8::7, 2001:db8::8",
        "::/0, 2001:db8::7, 203.0.113.7",
        "::ffff:10.0.0.0/104, 10.255.0.1, 11.0.0.0",
        "::ffff:10.0.0.1, 10.0.0.1, 10.0.0.2"
    })
    void aRangeHoldsWhatBeginsLikeIt(String range, String inside, String outside) {
        AddressRange parsed = AddressRange.parse(range);
        assertThat(parsed.contains(address(inside))).isTrue();
        assertThat(parsed.contains(address(outside))).isFalse();
        assertThat(AddressRange.parse(parsed.toString())).isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::",
        "::1, ::",
        "::ffff:203.0.113.7, 203.0.113.7"
    })
    void whoHasOneIpv6AddressHasItsNetwork(String address, String party) {
        assertThat(IpAddress.text(IpAddress.party(address(address)))).isEqualTo(party);
    }

    private static InetAddress address(String text) {
        Optional<InetAddress> address = IpAddress.parse(text);
        return address.orElseThrow();
    }
}
