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

    private static final Text NAME = Text.of("[A-Za-z0-9_.-]{1,100}", "1 to 100 characters of A-Z a-z 0-9 _ . -");

    /** Braces would put every key into one slot of a Redis cluster. */
    private static final Text PREFIX = Text.of("[A-Za-z0-9_.:/-]{1,64}", "1 to 64 characters of A-Z a-z 0-9 _ . : / -");

    private static final TimeSpan TIMEOUT = TimeSpan.between("10ms", "1m");

    /** @param used whether the broker is Redis, so that what Redis needs must be there */
    static RedisConfig from(Section in, boolean used) {
        RedisConfig redis = new RedisConfig(
                in.get("mode", Choice.of(Mode.class), "standalone"),
                in.list("endpoints", Network.REDIS_ENDPOINT),
                in.find("masterName", NAME),
                in.get("prefix", PREFIX, "carillon:"),
                in.get("connectTimeout", TIMEOUT, "2s"),
                in.get("commandTimeout", TIMEOUT, "1s"));
        if (used) {
            redis.check(in);
        }
        return redis;
    }

    private void check(Section in) {
        in.check(!endpoints.isEmpty(), "needed because broker.type is redis", in.at("endpoints"));
        in.check(
                mode != Mode.STANDALONE || endpoints.size() <= 1,
                "must be one because broker.redis.mode is standalone",
                in.at("endpoints"),
                in.at("mode"));
        in.check(
                mode != Mode.SENTINEL || masterName.isPresent(),
                "needed because broker.redis.mode is sentinel",
                in.at("masterName"),
                in.at("mode"));
        in.check(
                mode == Mode.SENTINEL || masterName.isEmpty(),
                "has a meaning with broker.redis.mode sentinel only",
                in.at("masterName"),
                in.at("mode"));
    }
}
