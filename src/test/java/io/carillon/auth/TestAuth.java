package io.carillon.auth;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.carillon.config.AuthConfig;
import io.carillon.config.LimitsConfig;
import io.carillon.config.RatesConfig;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Configurations and answers for the tests of this package. */
final class TestAuth {
    static final LimitsConfig LIMITS = new LimitsConfig(
            128,
            100,
            2000,
            50,
            100,
            1_048_576,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            4096,
            32,
            200,
            RatesConfig.NONE);

    private TestAuth() {}

    static AuthConfig none() {
        return config(List.of(), List.of(), Optional.empty());
    }

    static AuthConfig secret(String... secrets) {
        return config(List.of(secrets), List.of(), Optional.empty());
    }

    static AuthConfig publicKey(Path... files) {
        return config(List.of(), List.of(files), Optional.empty());
    }

    static AuthConfig jwks(String source) {
        return config(List.of(), List.of(), Optional.of(source));
    }

    static AuthConfig config(List<String> secrets, List<Path> publicKeys, Optional<String> jwks) {
        return new AuthConfig(
                secrets,
                publicKeys,
                jwks,
                Optional.of(Payload.ISSUER),
                Optional.of(Payload.AUDIENCE),
                Duration.ofSeconds(5),
                Duration.ofHours(24),
                Duration.ofSeconds(25),
                false);
    }

    static Identity identity(Future<Identity> answer) throws Exception {
        return answer.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** What the answer failed with, or null when it succeeded. */
    static Throwable refusal(Future<Identity> answer) {
        Throwable failure = catchThrowable(() -> identity(answer));
        return failure == null ? null : failure.getCause();
    }
}
