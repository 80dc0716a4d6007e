package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private final VerifiedTokens tokens = new VerifiedTokens();

    @Test
    void remembersATokenForAMinute() {
        VerifiedToken alice = verified("alice");
        tokens.add("a", alice, 1000);

        assertThat(tokens.find("a", 60_999)).containsSame(alice);
        assertThat(tokens.find("b", 60_999)).isEmpty();
        assertThat(tokens.find("a", 61_000)).isEmpty();
    }

    @Test
    void aTokenAddedAgainDoesNotStayLonger() {
        tokens.add("a", verified("alice"), 0);
        tokens.add("a", verified("alice"), 59_000);

        assertThat(tokens.find("a", 60_000)).isEmpty();
    }

    @Test
    void theOldestLeavesWhenTenThousandAreThere() {
        for (int i = 0; i <= VerifiedTokens.MAX_ENTRIES; i++) {
            tokens.add("token" + i, verified("alice"), i / 1000);
        }

        assertThat(tokens.find("token0", 10)).isEmpty();
        assertThat(tokens.find("token1", 10)).isPresent();
        assertThat(tokens.find("token" + VerifiedTokens.MAX_ENTRIES, 10)).isPresent();
    }

    private static VerifiedToken verified(String user) {
        Identity identity = new Identity(user, 0, Optional.empty(), Grants.NONE, List.of(), Optional.empty(), Map.of());
        return new VerifiedToken(identity, new Validity(0, Optional.empty(), Optional.empty()));
    }
}
