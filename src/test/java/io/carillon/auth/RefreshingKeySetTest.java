package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshingKeySetTest {
    private static final Forge FIRST = Forge.es256("secp256r1");
    private static final Forge SECOND = Forge.es256("secp256r1");
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final TestClock clock = new TestClock();
    private final List<Promise<Buffer>> readings = new ArrayList<>();
    private final RefreshingKeySet keys = new RefreshingKeySet(KeySet.EMPTY, this::read, clock, MAX_AGE);

    @Test
    void theFirstTokenReadsTheSet() {
        Future<Optional<VerificationKey>> found = find("first");
        assertThat(found.isComplete()).isFalse();

        answer(0, JwkSet.of(JwkSet.key("first", FIRST)));

        assertThat(found.result()).isPresent();
        assertThat(find("first").result()).isPresent();
        assertThat(readings).hasSize(1);
    }

    @Test
    void whoeverAsksMeanwhileWaitsForTheSameReading() {
        List<Future<Optional<VerificationKey>>> asked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asked.add(find(i % 2 == 0 ? "first" : "unknown" + i));
        }

        answer(0, JwkSet.of(JwkSet.key("first", FIRST)));

        assertThat(readings).hasSize(1);
        assertThat(asked).allMatch(Future::succeeded);
        assertThat(asked.stream().filter(found -> found.result().isPresent())).hasSize(50);
    }

    @Test
    void aFloodOfUnknownKeysReadsOnceInThirtySeconds() {
        find("first");
        answer(0, JwkSet.of(JwkSet.key("first", FIRST)));
        for (int i = 0; i < 1000; i++) {
            assertThat(find("unknown" + i).result()).isEmpty();
        }
        clock.advance(Duration.ofMillis(29_999));
        assertThat(find("second").result()).isEmpty();
        assertThat(readings).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        Future<Optional<VerificationKey>> found = find("second");
        answer(1, JwkSet.of(JwkSet.key("first", FIRST), JwkSet.key("second", SECOND)));

        assertThat(found.result()).isPresent();
        assertThat(readings).hasSize(2);
    }

    @Test
    void knownKeysAreNotDelayedByAReading() {
        find("first");
        answer(0, JwkSet.of(JwkSet.key("first", FIRST)));
        clock.advance(MAX_AGE);

        assertThat(find("first").result()).isPresent();
        assertThat(readings).hasSize(2);
    }

    @Test
    void aKeyThatHasLeftTheSetIsForgottenWhenTheSetHasGrownOld() {
        find("first");
        answer(0, JwkSet.of(JwkSet.key("first", FIRST)));
        clock.advance(MAX_AGE);
        find("first");

        answer(1, JwkSet.of(JwkSet.key("second", SECOND)));

        assertThat(find("first").result()).isEmpty();
        assertThat(find("second").result()).isPresent();
    }

    @Test
    void theLastGoodSetStaysWhenAReadingFails() {
        find("first");
        answer(0, JwkSet.of(JwkSet.key("first", FIRST)));
        for (int i = 1; i < 4; i++) {
            clock.advance(MAX_AGE);
            find("first");
            if (i == 1) {
                readings.get(i).fail("no route");
            } else {
                readings.get(i).complete(Buffer.buffer(i == 2 ? "<html>" : "{\"keys\":7}"));
            }
            assertThat(find("first").result()).isPresent();
        }
    }

    @Test
    void afterAFailureTheNextReadingWaitsThirtySecondsToo() {
        Future<Optional<VerificationKey>> found = find("first");
        readings.get(0).fail("no route");
        assertThat(found.result()).isEmpty();
        assertThat(find("first").result()).isEmpty();
        assertThat(readings).hasSize(1);

        clock.advance(RefreshingKeySet.MIN_INTERVAL);
        find("first");

        assertThat(readings).hasSize(2);
    }

    private Future<Buffer> read() {
        readings.add(Promise.promise());
        return readings.get(readings.size() - 1).future();
    }

    private void answer(int reading, JwkSet set) {
        readings.get(reading).complete(Buffer.buffer(set.bytes()));
    }

    private Future<Optional<VerificationKey>> find(String keyId) {
        return keys.find(Algorithm.ES256, Optional.of(keyId));
    }
}
