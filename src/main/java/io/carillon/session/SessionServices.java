package io.carillon.session;

import io.carillon.auth.Authenticator;
import io.carillon.broker.BrokerDriver;
import io.carillon.bus.Bus;
import io.carillon.http.PendingSockets;
import io.carillon.metrics.Meters;
import io.carillon.metrics.ProcessHealth;
import io.carillon.metrics.Statistics;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What every WebSocketVerticle of a process is built with.
 *
 * @param authenticators makes one for each verticle, on its event loop
 */
public record SessionServices(
        Bus bus,
        BrokerDriver broker,
        Supplier<Authenticator> authenticators,
        Admission admission,
        PublicTls tls,
        PendingSockets pendingSockets,
        ProcessHealth health,
        Meters meters,
        Statistics statistics,
        Clock clock,
        SecureRandom random) {}
