package io.carillon.config;

import java.util.Optional;

/** @param redis present exactly when {@code type} is {@code REDIS} */
public record BrokerConfig(Type type, Optional<RedisConfig> redis) {
    public enum Type {
        MEMORY,
        REDIS
    }
}
