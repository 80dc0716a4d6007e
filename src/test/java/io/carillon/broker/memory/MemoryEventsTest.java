package io.carillon.broker.memory;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.EventContract;

class MemoryEventsTest extends EventContract {
    @Override
    protected BrokerDriver driver() {
        return new MemoryDriver();
    }
}
