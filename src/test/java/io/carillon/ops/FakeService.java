package io.carillon.ops;

import io.carillon.ops.api.InService;
import java.time.Duration;
import java.util.Optional;

/** A node that drains when it is told to, and remembers what it was told last. */
final class FakeService implements InService {
    volatile boolean draining;
    volatile Optional<Duration> over = Optional.empty();

    @Override
    public boolean isDraining() {
        return draining;
    }

    @Override
    public void drain(Optional<Duration> time) {
        draining = true;
        over = time;
    }

    @Override
    public void resume() {
        draining = false;
    }
}
