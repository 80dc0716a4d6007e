package io.carillon.broker.redis;

import io.carillon.testing.RedisProgram;

class Redis7RevocationIT extends RedisRevocationIT {
    @Override
    RedisProgram program() {
        return RedisProgram.INSTALLED;
    }
}
