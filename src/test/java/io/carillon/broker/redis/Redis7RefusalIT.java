package io.carillon.broker.redis;

import io.carillon.testing.RedisProgram;

class Redis7RefusalIT extends RedisRefusalIT {
    @Override
    RedisProgram program() {
        return RedisProgram.INSTALLED;
    }
}
