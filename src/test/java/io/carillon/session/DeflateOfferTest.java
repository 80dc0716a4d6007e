package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOfferTest {
    private static final String PLAIN = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "Permessage-Deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=15",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover",
                "x-unknown, permessage-deflate",
                "permessage-deflate; server_max_window_bits=9, permessage-deflate",
                "permessage-deflate; nonsense, permessage-deflate; client_max_window_bits"
            })
    void these_offers_are_taken(String offers) {
        assertThat(DeflateOffer.accept(List.of(offers))).contains(PLAIN);
    }

    @Test
    void the_full_window_is_promised_to_whoever_asks_for_it() {
        assertThat(DeflateOffer.accept(List.of("permessage-deflate; server_max_window_bits=15")))
                .contains(PLAIN + "; server_max_window_bits=15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; unknown",
                "permessage-deflate2",
                "deflate-frame",
                ";",
                ",",
                "=",
                ";;=;,,"
            })
    void these_are_not(String offers) {
        assertThat(DeflateOffer.accept(List.of(offers))).isEmpty();
    }

    @Test
    void no_offer_is_no_agreement() {
        assertThat(DeflateOffer.accept(List.of())).isEmpty();
    }
}
