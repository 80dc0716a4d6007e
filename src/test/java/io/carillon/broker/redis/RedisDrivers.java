package io.carillon.broker.redis;

import io.carillon.broker.BrokerDriver;
import io.carillon.config.RedisConfig;
import io.carillon.metrics.Meters;
import io.carillon.testing.RedisAcl;
import io.carillon.testing.RedisCluster;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisSentinels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes drivers for tests, with a registry to look at. */
final class RedisDrivers {
    static final String PREFIX = "carillon:";
    static final int MAX_PAYLOAD = 1_000_000;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);

    BrokerDriver standalone(String... endpoints) {
        return driver(RedisConfig.Mode.STANDALONE, Optional.empty(), endpoints);
    }

    /** As the user that OPERATIONS.md tells operators to make. */
    BrokerDriver documented(RedisProcess redis) {
        return standalone(RedisAcl.grant(redis));
    }

    /** The same on every node. */
    BrokerDriver documented(RedisCluster cluster) {
        String[] uris = cluster.nodes().stream().map(RedisAcl::grantInCluster).toArray(String[]::new);
        return driver(RedisConfig.Mode.CLUSTER, Optional.empty(), uris);
    }

    BrokerDriver sentinel(RedisSentinels group) {
        return driver(RedisConfig.Mode.SENTINEL, Optional.of(RedisSentinels.MASTER), group.uris());
    }

    BrokerDriver cluster(RedisCluster cluster) {
        return driver(RedisConfig.Mode.CLUSTER, Optional.empty(), cluster.uris());
    }

    BrokerDriver driver(RedisConfig.Mode mode, Optional<String> masterName, String... endpoints) {
        return driver(config(mode, masterName, endpoints));
    }

    RedisConfig config(String endpoint) {
        return config(RedisConfig.Mode.STANDALONE, Optional.empty(), endpoint);
    }

    private static RedisConfig config(RedisConfig.Mode mode, Optional<String> masterName, String... endpoints) {
        return new RedisConfig(
                mode,
                List.of(endpoints),
                masterName,
                PREFIX,
                Duration.ofSeconds(1),
                Duration.ofMillis(900),
                RedisConfig.Tls.DEFAULT,
                RedisConfig.Sentinel.SAME);
    }

    BrokerDriver driver(RedisConfig config) {
        return driver(config, "carillon");
    }

    BrokerDriver driver(RedisConfig config, String cluster) {
        return new RedisDriver(config, cluster, meters, () -> 0.5, MAX_PAYLOAD);
    }

    double count(String meter) {
        return registry.counter(meter).count();
    }
}
