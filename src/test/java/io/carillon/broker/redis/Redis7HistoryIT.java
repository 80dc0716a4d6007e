package io.carillon.broker.redis;

import io.carillon.testing.RedisProgram;

class Redis7HistoryIT extends RedisHistoryIT {
    @Override
    RedisProgram program() {
        return RedisProgram.INSTALLED;
    }
}
