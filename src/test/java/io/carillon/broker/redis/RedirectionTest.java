package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectionTest {
    private static final NodeAddress ASKED = new NodeAddress("10.0.0.1", 7000);

    @Test
    void movedAndAskNameANode() {
        assertThat(Redirection.read("MOVED 3999 10.0.0.2:7001", ASKED))
                .contains(new Redirection(true, 3999, new NodeAddress("10.0.0.2", 7001)));
        assertThat(Redirection.read("ASK 16383 fe80::2:7001", ASKED))
                .contains(new Redirection(false, 16_383, new NodeAddress("fe80::2", 7001)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVED 1 :7001", "MOVED 1 ?:7001"})
    void aNodeWithoutANameIsOnTheHostThatWasAsked(String error) {
        assertThat(Redirection.read(error, ASKED).orElseThrow().target()).isEqualTo(new NodeAddress("10.0.0.1", 7001));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOVED",
                "MOVED 16384 a:1",
                "MOVED x a:1",
                "MOVED 1 a",
                "ERR MOVED 1 a:1",
                "CLUSTERDOWN Hash slot"
            })
    void otherErrorsLeadNowhere(String error) {
        assertThat(Redirection.read(error, ASKED)).isEmpty();
    }
}
