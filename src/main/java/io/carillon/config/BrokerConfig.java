package io.carillon.config;

import java.util.Optional;

/** @param redis present exactly when {@code type} is {@code REDIS} */
public record BrokerConfig(Type type, Optional<RedisConfig> redis) {
    public enum Type {
        MEMORY,
        REDIS
    }

    static BrokerConfig from(Section in) {
        Type type = in.get("type", Choice.of(Type.class), "memory");
        RedisConfig redis = RedisConfig.from(in.section("redis"), type == Type.REDIS);
        return new BrokerConfig(type, Optional.of(redis).filter(given -> type == Type.REDIS));
    }
}
