package io.carillon.broker.memory;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.PresenceContract;

class MemoryPresenceTest extends PresenceContract {
    @Override
    protected BrokerDriver driver() {
        return new MemoryDriver();
    }
}
