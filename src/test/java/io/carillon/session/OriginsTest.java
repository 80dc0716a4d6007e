package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
    private static final String NODE = "node.example:8080";

    @ParameterizedTest
    @CsvSource({
        "https://app.example,            https://app.example,           true",
        "https://app.example,            https://app.example:443,       true",
        "https://app.example,            HTTPS://APP.example,           true",
        "https://app.example,            http://app.example,            false",
        "https://app.example,            https://app.example:444,       false",
        "https://app.example,            https://app.example.evil,      false",
        "https://app.example,            https://evil-app.example,      false",
        "https://app.example,            https://x.app.example,         false",
        "https://app.example,            https://app.example/,          false",
        "https://app.example,            https://app.example@evil.com,  false",
        "https://app.example,            https://app.example https://a, false",
        "http://app.example:8000,        http://app.example:8000,       true",
        "http://app.example:8000,        http://app.example,            false",
        "https://my_app.example.com,     https://my_app.example.com,    true",
        "https://[::1]:8443,             https://[::1]:8443,            true",
        "https://*.example.com,          https://a.example.com,         true",
        "https://*.example.com,          https://a_b-c.EXAMPLE.com:443, true",
        "https://*.example.com,          https://example.com,           false",
        "https://*.example.com,          https://.example.com,          false",
        "https://*.example.com,          https://a.b.example.com,       false",
        "https://*.example.com,          https://a.example.com:8443,    false",
        "https://*.example.com,          http://a.example.com,          false",
        "https://*.example.com,          https://evil.com?.example.com, false",
        "https://*.example.com,          https://*.example.com,         false",
        "https://*.example.com,          https://aexample.com,          false",
        "https://*.example.com:8443,     https://a.example.com:8443,    true",
        "https://*.my_app.example,       https://a.my_app.example,      true",
        "capacitor://localhost,          capacitor://localhost,         true",
        "capacitor://localhost,          Capacitor://LOCALHOST,         true",
        "capacitor://localhost,          ionic://localhost,             false",
        "capacitor://localhost,          capacitor://localhost:80,      false",
        "null,                           null,                          true",
        "null,                           NULL,                          false",
        "null,                           file://,                       false",
        "file://,                        file://,                       true",
        "file://,                        null,                          false",
        "https://app.example,            null,                          false",
        "https://app.example,            file://,                       false",
        "https://app.example,            *,                             false",
        "https://app.example,            '',                            false"
    })
    void whatIsListedPassesAndNothingElse(String listed, String origin, boolean passes) {
        assertThat(new Origins(List.of(listed)).permit(origin, NODE)).isEqualTo(passes);
        assertThat(new Origins(List.of("https://other.example", listed)).permit(origin, NODE))
                .isEqualTo(passes);
    }

    /** Scheme, host and port are compared, where a scheme's own port is none (RFC 6454 sections 4 and 5). */
    @ParameterizedTest
    @CsvSource({
        "http://node.example:8080,  node.example:8080,  true",
        "https://node.example:8080, node.example:8080,  true",
        "http://NODE.example:8080,  node.EXAMPLE:8080,  true",
        "https://example.com,       example.com:443,    true",
        "https://example.com:443,   example.com,        true",
        "https://example.com,       example.com,        true",
        "http://example.com,        example.com:80,     true",
        "http://example.com:80,     example.com,        true",
        "http://example.com,        example.com,        true",
        "http://my_node:8080,       my_node:8080,       true",
        "http://[::1]:8080,         [::1]:8080,         true",
        "https://example.com,       example.com:80,     false",
        "http://example.com,        example.com:443,    false",
        "http://example.com,        example.com:8080,   false",
        "http://example.com:8080,   example.com,        false",
        "http://evil.example,       example.com,        false",
        "http://example.com.evil,   example.com,        false",
        "null,                      example.com,        false",
        "file://,                   example.com,        false",
        "app://example.com,         example.com,        false",
        "rubbish,                   rubbish,            false",
        "http://example.com,        ,                   false",
        "http://a/b,                a/b,                false",
        "http://user@a,             user@a,             false"
    })
    void theNodesOwnOriginAlwaysPasses(String origin, String host, boolean passes) {
        assertThat(new Origins(List.of()).permit(origin, host)).isEqualTo(passes);
        assertThat(new Origins(List.of("https://other.example")).permit(origin, host))
                .isEqualTo(passes);
    }

    @Test
    void caseAndTheSchemesOwnPortNeverMatter() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            String scheme = random.nextBoolean() ? "http" : "https";
            String host = name(random) + "." + name(random) + ".example";
            int port = random.nextInt(3) == 0 ? 1 + random.nextInt(65_535) : 0;
            String listed = scheme + "://" + host + (port == 0 ? "" : ":" + port);
            String origin = mixed(random, scheme + "://" + host) + written(random, scheme, port);
            String host2 = mixed(random, host) + written(random, scheme, port);
            String pattern = listed.replaceFirst("//[^.]+", "//*");
            assertThat(new Origins(List.of(listed)).permit(origin, NODE))
                    .as(listed + " " + origin)
                    .isTrue();
            assertThat(new Origins(List.of(pattern)).permit(origin, NODE))
                    .as(pattern + " " + origin)
                    .isTrue();
            assertThat(new Origins(List.of()).permit(origin, host2))
                    .as(host2 + " " + origin)
                    .isTrue();
            String other = scheme + "://x" + host + written(random, scheme, port);
            assertThat(new Origins(List.of(listed)).permit(other, NODE))
                    .as(other)
                    .isFalse();
        }
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i <= random.nextInt(8); i++) {
            name.append("abcz019-_".charAt(random.nextInt(9)));
        }
        return name.toString();
    }

    private static String mixed(Random random, String text) {
        StringBuilder mixed = new StringBuilder();
        for (char c : text.toCharArray()) {
            mixed.append(random.nextBoolean() ? String.valueOf(c).toUpperCase(Locale.ROOT) : c);
        }
        return mixed.toString();
    }

    private static String written(Random random, String scheme, int port) {
        int standard = scheme.equals("http") ? 80 : 443;
        if (port != 0 && port != standard) {
            return ":" + port;
        }
        return random.nextBoolean() ? "" : ":" + standard;
    }
}
