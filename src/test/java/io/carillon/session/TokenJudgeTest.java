package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.auth.Grants;
import io.carillon.auth.Identity;
import io.carillon.auth.InvalidTokenException;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.bus.Revoked;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TokenJudgeTest {
    private static final long NOW = 1_000;

    private final TokenJudge judge = new TokenJudge(
            token -> Future.succeededFuture(identity(token)), Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void nobodyPassesUntilItIsKnownWhatIsRevoked() {
        assertThat(judge.authenticate("ada").cause()).isInstanceOf(BrokerUnavailableException.class);
        judge.become(Revoked.NOTHING);
        assertThat(judge.authenticate("ada").succeeded()).isTrue();
    }

    @Test
    void everyTokenOfAUserIsRefused() {
        judge.become(revoked(Kind.USER, "ada", NOW + 1));
        assertThat(judge.authenticate("ada").cause()).isInstanceOf(InvalidTokenException.class);
        assertThat(judge.authenticate("ada t1").cause()).isInstanceOf(InvalidTokenException.class);
        assertThat(judge.authenticate("ben").succeeded()).isTrue();
    }

    @Test
    void theTokenOfANameIsRefusedAndNoOther() {
        judge.become(revoked(Kind.TOKEN, "t1", NOW + 1));
        assertThat(judge.authenticate("ada t1").cause()).isInstanceOf(InvalidTokenException.class);
        assertThat(judge.authenticate("ada t2").succeeded()).isTrue();
        assertThat(judge.authenticate("t1").succeeded()).isTrue();
    }

    @Test
    void whatIsOverIsOver() {
        judge.become(revoked(Kind.USER, "ada", NOW));
        assertThat(judge.authenticate("ada").succeeded()).isTrue();
    }

    private static Revoked revoked(Kind kind, String name, long until) {
        return new Revoked(new TreeMap<>(Map.of(new Subject(kind, name), until)));
    }

    /** @param token user, and perhaps a space and the token's name */
    private static Identity identity(String token) {
        String[] words = token.split(" ");
        Optional<String> name = words.length == 2 ? Optional.of(words[1]) : Optional.empty();
        return new Identity(words[0], Long.MAX_VALUE, name, Grants.NONE, List.of(), Optional.empty(), Map.of());
    }
}
