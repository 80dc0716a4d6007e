package io.carillon.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * @param endpoints {@code redis://user:pass@host:port/db} or {@code rediss://}: secrets, never to be logged
 * @param masterName with {@code SENTINEL} only
 * @param prefix stands before every key and channel in Redis
 */
public record RedisConfig(
        Mode mode,
        List<String> endpoints,
        Optional<String> masterName,
        String prefix,
        Duration connectTimeout,
        Duration commandTimeout) {
    public enum Mode {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }
}
