package io.carillon.broker.memory;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.RevocationContract;

class MemoryRevocationTest extends RevocationContract {
    @Override
    protected BrokerDriver driver() {
        return new MemoryDriver();
    }
}
