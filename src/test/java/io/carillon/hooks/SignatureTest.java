package io.carillon.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    /** By {@code printf '1700000000000.{"events":[]}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef}. */
    private static final String KNOWN = "v1=ea11c2aaf7aea9f4eba6a6b92d0011486ae462b270f5aec3544126802be678c2";

    private static Map<String, String> sign(String... keys) {
        return new Signature(List.of(keys)).headers(Buffer.buffer("{\"events\":[]}"), 1_700_000_000_000L);
    }

    @Test
    void is_what_another_program_computes() {
        assertThat(sign(KEY))
                .containsEntry("X-Carillon-Timestamp", "1700000000000")
                .containsEntry("X-Carillon-Signature", KNOWN);
    }

    @Test
    void with_two_secrets_both_sign() {
        String both = sign(KEY, KEY + "2").get("X-Carillon-Signature");
        assertThat(both).isEqualTo(KNOWN + "," + sign(KEY + "2").get("X-Carillon-Signature"));
    }

    @Test
    void one_request_leaves_nothing_to_the_next() {
        Signature signature = new Signature(List.of(KEY));
        Map<String, String> first = signature.headers(Buffer.buffer("a"), 1);
        signature.headers(Buffer.buffer("b"), 2);
        assertThat(signature.headers(Buffer.buffer("a"), 1)).isEqualTo(first);
    }
}
