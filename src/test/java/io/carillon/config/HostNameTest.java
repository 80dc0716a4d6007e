package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "localhost",
                "A-b.c1",
                "1a.example",
                "0.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1:2",
                "a_b",
                "node_1",
                "_a",
                "a_",
                "my_app.example.com"
            })
    void namesAndAddressesAreValid(String text) {
        assertThat(HostName.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "a.",
                ".a",
                "a..b",
                "-a",
                "a-",
                "a b",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.1.1.1",
                ":",
                ":::",
                "1::2::3",
                "[::1]",
                "::1]",
                "g::",
                "a:80",
                "a/b",
                "caf\u00e9"
            })
    void everythingElseIsNot(String text) {
        assertThat(HostName.isValid(text)).isFalse();
    }

    @Test
    void namesAndTheirPartsHaveALongestLength() {
        assertThat(HostName.isValid("a".repeat(63) + ".b")).isTrue();
        assertThat(HostName.isValid("a".repeat(64) + ".b")).isFalse();
        assertThat(HostName.isValid("a.".repeat(126) + "b")).isTrue();
        assertThat(HostName.isValid("a.".repeat(126) + "bc")).isFalse();
    }

    @Test
    void loopbackIsWhatOnlyThisMachineReaches() {
        assertThat(new String[] {"localhost", "LOCALHOST", "127.0.0.1", "127.255.1.1", "::1", "0:0:0:0:0:0:0:1"})
                .allMatch(HostName::isLoopback);
        assertThat(new String[] {
                    "0.0.0.0",
                    "::",
                    "10.0.0.1",
                    "128.0.0.1",
                    "localhost.example",
                    "localhost-2.corp",
                    "localhosts",
                    "my_localhost",
                    "127.0.0.1.example",
                    "127.evil",
                    "::ffff:10.0.0.1"
                })
                .noneMatch(HostName::isLoopback);
    }

    @ParameterizedTest
    @CsvSource({
        "http://my_app/x, my_app",
        "http://my_app:8000/x, my_app",
        "https://[::1]:1/, ::1",
        "https://a.example, a.example",
        "http://u@my_app/,",
        "http://my_app:0/,",
        "http://my_app:65536/,",
        "http://a:65536/,",
        "http://my_app:x/,",
        "http://my_:app/,",
        "http:///x,",
        "mailto:a,"
    })
    void theHostOfAUrlMayHaveUnderscores(String url, String host) {
        assertThat(HostName.of(URI.create(url))).isEqualTo(Optional.ofNullable(host));
    }
}
