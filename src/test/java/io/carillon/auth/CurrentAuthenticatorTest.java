package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.testing.Loop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentAuthenticatorTest {
    private static final Forge OLD = Forge.hs256("the old secret, which is long enough");
    private static final Forge NEW = Forge.hs256("the new secret, which is long enough");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Config config = secret(OLD);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void keysAreThoseOfTheLastReload() {
        CurrentAuthenticator authenticator = authenticator();
        config = secret(NEW);
        assertThat(accepts(authenticator, OLD)).isTrue();
        authenticator.reload();
        assertThat(accepts(authenticator, OLD)).isFalse();
        assertThat(accepts(authenticator, NEW)).isTrue();
    }

    @Test
    void keysThatCannotBeUsedChangeNothing() throws Exception {
        CurrentAuthenticator authenticator = authenticator();
        Path file = Files.writeString(folder.resolve("key.pem"), "text");
        config = config("{\"auth\":{\"publicKey\":\"" + file + "\"}}");
        assertThatThrownBy(authenticator::reload).isInstanceOf(IllegalArgumentException.class);
        assertThat(accepts(authenticator, OLD)).isTrue();
    }

    @Test
    void aTokenThatIsBeingJudgedMeanwhileIsJudgedByTheNewKeys() throws Exception {
        Forge slow = Forge.es256("secp256r1");
        config = config("{\"auth\":{\"publicKey\":\"" + slow.pemFile(folder) + "\"}}");
        CountDownLatch reloaded = new CountDownLatch(1);
        vertx.createSharedWorkerExecutor(SlowLane.NAME, 1).executeBlocking(() -> reloaded.await(10, TimeUnit.SECONDS));
        Future<Identity> answer = Loop.start(vertx).ask(context -> {
            CurrentAuthenticator authenticator = authenticator();
            Future<Identity> judging = authenticator.authenticate(slow.token(Payload.good()));
            config = secret(NEW);
            authenticator.reload();
            reloaded.countDown();
            return judging;
        });
        assertThat(TestAuth.refusal(answer)).isInstanceOf(InvalidTokenException.class);
    }

    private CurrentAuthenticator authenticator() {
        return new CurrentAuthenticator(vertx, () -> config, new TestClock());
    }

    private static boolean accepts(Authenticator authenticator, Forge forge) {
        return authenticator.authenticate(forge.token(Payload.good())).succeeded();
    }

    private static Config secret(Forge forge) {
        return config("{\"auth\":{\"secret\":\"" + forge.verificationKey() + "\"}}");
    }

    private static Config config(String json) {
        return new ConfigReader(name -> null).text(json).config();
    }
}
