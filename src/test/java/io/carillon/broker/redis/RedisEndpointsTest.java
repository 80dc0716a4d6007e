package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.RedisConfig;
import io.carillon.config.RedisConfig.Mode;
import io.carillon.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisEndpointsTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    @Test
    void everyAttemptBeginsAtTheNextEndpoint() {
        RedisEndpoints endpoints = endpoints(Mode.CLUSTER, "redis://a:1", "redis://b:1", "redis://c:1");
        assertThat(find(endpoints, 0).getEndpoint()).isEqualTo("redis://a:1");
        assertThat(find(endpoints, 1).getEndpoint()).isEqualTo("redis://b:1");
        assertThat(find(endpoints, 5).getEndpoint()).isEqualTo("redis://c:1");
        assertThat(find(endpoints, 0).getType()).isEqualTo(RedisClientType.STANDALONE);
    }

    @Test
    void tlsChecksTheCertificateAndTheName() {
        var network = find(endpoints(Mode.STANDALONE, "rediss://a:1"), 0).getNetClientOptions();
        assertThat(network.isSsl()).isTrue();
        assertThat(network.isTrustAll()).isFalse();
        assertThat(network.getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
    }

    @Test
    void filesOfTlsAreForConnectionsWithTlsAlone() {
        RedisConfig.Tls tls = new RedisConfig.Tls(
                Optional.of(Path.of("ca.pem")), Optional.of(Path.of("c.pem")), Optional.of(Path.of("k.pem")));
        var encrypted = find(endpoints(Mode.STANDALONE, tls, "rediss://a:1"), 0).getNetClientOptions();
        assertThat(encrypted.getTrustOptions()).isNotNull();
        assertThat(encrypted.getKeyCertOptions()).isNotNull();
        assertThat(find(endpoints(Mode.STANDALONE, tls, "redis://a:1"), 0)
                        .getNetClientOptions()
                        .getTrustOptions())
                .isNull();
    }

    @Test
    void aNodeOfAClusterIsReachedWithTheCredentialsOfTheFirstEndpoint() {
        RedisEndpoints endpoints = endpoints(Mode.CLUSTER, "rediss://ann:p%40s+s@a:1/0", "rediss://b:1");
        RedisEndpoints node = endpoints.of(new NodeAddress("fe80::1", 7000));
        assertThat(find(node, 3).getEndpoint()).isEqualTo("rediss://ann:p%40s%2Bs@[fe80::1]:7000");
        assertThat(find(node, 0).getNetClientOptions().isSsl()).isTrue();
        assertThat(endpoints.of(NodeAddress.ANY)).isSameAs(endpoints);
        assertThat(node.host(0)).isEqualTo("fe80::1");
        assertThat(node).hasToString("rediss://[fe80::1]:7000");
    }

    @Test
    void aHostThatUrisDoNotKnowIsLookedUpBefore() {
        assertThat(find(endpoints(Mode.STANDALONE, "redis://:pw@localhost:7/3"), 0)
                        .getEndpoint())
                .isEqualTo("redis://:pw@localhost:7/3");
        assertThat(Await.failure(endpoints(Mode.STANDALONE, "redis://no_such_host.invalid")
                        .find(vertx, 0)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no_such_host.invalid");
    }

    private RedisOptions find(RedisEndpoints endpoints, int attempt) {
        return Await.result(endpoints.find(vertx, attempt));
    }

    private static RedisEndpoints endpoints(Mode mode, String... endpoints) {
        return endpoints(mode, RedisConfig.Tls.DEFAULT, endpoints);
    }

    private static RedisEndpoints endpoints(Mode mode, RedisConfig.Tls tls, String... endpoints) {
        Duration second = Duration.ofSeconds(1);
        RedisConfig config = new RedisConfig(
                mode, List.of(endpoints), Optional.of("main"), "p:", second, second, tls, RedisConfig.Sentinel.SAME);
        return new RedisEndpoints(config, new RedisStatus(System::nanoTime));
    }
}
