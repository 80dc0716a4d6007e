package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.config.RedisConfig;
import io.carillon.config.RedisConfig.Mode;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisEndpointsTest {
    @Test
    void everyAttemptBeginsAtTheNextEndpoint() {
        RedisEndpoints endpoints = endpoints(Mode.CLUSTER, "redis://a:1", "redis://b:1", "redis://c:1");
        assertThat(endpoints.options(0).getEndpoint()).isEqualTo("redis://a:1");
        assertThat(endpoints.options(1).getEndpoint()).isEqualTo("redis://b:1");
        assertThat(endpoints.options(5).getEndpoint()).isEqualTo("redis://c:1");
        assertThat(endpoints.options(0).getType()).isEqualTo(RedisClientType.STANDALONE);
    }

    @Test
    void allSentinelsAreKnownToEveryAttempt() {
        RedisOptions options =
                endpoints(Mode.SENTINEL, "redis://a:1", "redis://b:1").options(1);
        assertThat(options.getEndpoints()).containsExactly("redis://b:1", "redis://a:1");
        assertThat(options.getType()).isEqualTo(RedisClientType.SENTINEL);
        assertThat(options.getMasterName()).isEqualTo("main");
    }

    @Test
    void tlsChecksTheCertificateAndTheName() {
        var network = endpoints(Mode.STANDALONE, "rediss://a:1").options(0).getNetClientOptions();
        assertThat(network.isSsl()).isTrue();
        assertThat(network.isTrustAll()).isFalse();
        assertThat(network.getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
    }

    @Test
    void aNodeOfAClusterIsReachedWithTheCredentialsOfTheFirstEndpoint() {
        RedisEndpoints endpoints = endpoints(Mode.CLUSTER, "rediss://ann:p%40ss@a:1/0", "rediss://b:1");
        RedisEndpoints node = endpoints.of(new NodeAddress("fe80::1", 7000));
        assertThat(node.options(3).getEndpoint()).isEqualTo("rediss://ann:p%40ss@[fe80::1]:7000");
        assertThat(node.options(0).getNetClientOptions().isSsl()).isTrue();
        assertThat(endpoints.of(NodeAddress.ANY)).isSameAs(endpoints);
        assertThat(RedisEndpoints.host(node.options(0).getEndpoint())).isEqualTo("fe80::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://:s3cret@a", "redis://:s3cret@a b", "s3cret", "", "://s3cret", "unix:///s3cret", "redis:"
            })
    void nonsenseIsRefusedWithoutRepeatingIt(String endpoint) {
        assertThatThrownBy(() -> endpoints(Mode.STANDALONE, endpoint))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void encryptedAndPlainEndpointsDoNotMix() {
        assertThatThrownBy(() -> endpoints(Mode.CLUSTER, "rediss://a", "redis://b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> endpoints(Mode.CLUSTER)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RedisEndpoints endpoints(Mode mode, String... endpoints) {
        Duration second = Duration.ofSeconds(1);
        return new RedisEndpoints(new RedisConfig(mode, List.of(endpoints), Optional.of("main"), "p:", second, second));
    }
}
