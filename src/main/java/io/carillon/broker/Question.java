package io.carillon.broker;

import io.carillon.bus.Recollection;
import io.carillon.channel.Position;
import io.vertx.core.Promise;
import java.util.Optional;

/** Somebody who waits to hear what was published since a position, or only where the history stands. */
record Question(Optional<Position> since, Promise<Recollection> answer) {}
