package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "localhost", "A-b.c1", "1a.example", "0.0.0.0", "255.255.255.255", "::", "::1", "fe80::1:2"
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
                "a_b",
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
        assertThat(new String[] {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "localhost.example", "127.0.0.1.example"})
                .noneMatch(HostName::isLoopback);
    }
}
