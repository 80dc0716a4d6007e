package io.carillon.session;

import io.carillon.auth.Identity;
import io.carillon.broker.Broker;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Pulse;
import io.carillon.bus.Reload;
import io.carillon.bus.Revoked;
import io.carillon.bus.RevokedQuestion;
import io.carillon.config.Config;
import io.carillon.config.EventHookConfig;
import io.carillon.config.ListenException;
import io.carillon.config.ServerConfig;
import io.carillon.http.HttpConnectionHandler;
import io.carillon.http.MovableAccount;
import io.carillon.http.SocketAccount;
import io.carillon.protocol.CloseCode;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop full of WebSockets: glue between the listener, the hub and the bus. */
public final class WebSocketVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketVerticle.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final Duration REVOKED_DEADLINE = Duration.ofSeconds(1);
    private static final long REVOKED_PAUSE_MILLIS = 250;

    private static final long PROXY_WARNING_MILLIS = 60_000;

    private final int index;
    private final Supplier<Config> configs;
    private final SessionServices services;
    private final Pages pages;
    private final ClientIds clientIds;
    private Config config;
    private ClientAddress clientAddress;
    private Loop loop;
    private Hub hub;
    private Commands commands;
    private Directory directory;
    private Steering steering;
    private Broker broker;
    private Newcomers newcomers;
    private TokenJudge tokens;
    /** Null where no hook is asked. */
    private Doorman doorman;

    private Handshake handshake;
    private Reconfiguration reconfiguration;
    private Sweep sweep;
    private long timer;
    private HttpServer server;
    private long connectionCount;
    private long proxyWarned;

    /**
     * @param index from 0, this instance's number in the process
     * @param configs what holds when it is asked
     */
    public WebSocketVerticle(int index, Supplier<Config> configs, SessionServices services, Pages pages) {
        this.index = index;
        this.configs = configs;
        this.services = services;
        this.pages = pages;
        clientIds = new ClientIds(Long.toString(services.random().nextLong() >>> 12, Character.MAX_RADIX) + "-");
    }

    @Override
    public Future<?> start() {
        config = configs.get();
        clientAddress = new ClientAddress(config.server().trustedProxies());
        ContextInternal own = (ContextInternal) context;
        loop = newLoop(own);
        hub = newHub(own);
        TokenExpiry expiry =
                new TokenExpiry(config.auth().leeway(), config.auth().expiryGrace());
        sweep = new Sweep(hub, index, config.heartbeat(), expiry, loop);
        broker = services.broker().openBroker(context);
        tokens = new TokenJudge(services.authenticators().get(), services.clock());
        Namespaces namespaces = new Namespaces(config.namespaces());
        Subscribing subscribing = new Subscribing(hub, loop);
        doorman = doorman();
        commands = new Commands(
                hub, broker, tokens, doorman, namespaces, subscribing, expiry, loop, services.statistics());
        directory = new Directory(hub);
        steering = new Steering(hub, subscribing, namespaces, loop);
        newcomers = new Newcomers();
        handshake = newHandshake();
        reconfiguration = new Reconfiguration(hub, new Coverage(subscribing, namespaces), namespaces, expiry, loop);
        listen(services.bus());
        server = vertx.createHttpServer(PublicListener.options())
                .connectionHandler(this::greet)
                .requestHandler(this::route);
        ServerConfig at = config.server();
        wind();
        return askWhatIsRevoked()
                .compose(asked -> server.listen(PublicListener.address(at)))
                .recover(failure -> Future.failedFuture(new ListenException("server", at.host(), at.port(), failure)));
    }

    /** The port that it listens on, which {@code server.port} 0 leaves to the system. */
    public int port() {
        return server.actualPort();
    }

    private Loop newLoop(ContextInternal own) {
        return new Loop(
                own,
                new Turn(context, services.statistics()),
                new Scratch(),
                new Deflate(config.server().maxMessageSize()),
                new Laggards(config.limits().pendingTimeout()),
                new Limits(config.limits()),
                config.server().maxMessageSize(),
                services.meters(),
                services.clock());
    }

    private Hub newHub(ContextInternal own) {
        return new Hub(
                index,
                own.nettyEventLoop(),
                PooledByteBufAllocator.DEFAULT,
                services.bus(),
                loop,
                services.admission(),
                config.heartbeat(),
                clientIds,
                passages());
    }

    /** Null where no hook wants to know who comes and goes. */
    private PassageLog passages() {
        return config.hooks().events().filter(EventHookConfig::wantsConnections).isPresent()
                ? new PassageLog(services.bus(), context, services.clock())
                : null;
    }

    /** Null where no hook is asked. */
    private Doorman doorman() {
        return config.hooks()
                .authorize()
                .map(hook -> new Doorman(services.bus(), hook))
                .orElse(null);
    }

    private Handshake newHandshake() {
        return new Handshake(
                config.server(),
                config.auth().queryToken(),
                services.admission(),
                tokens,
                doorman,
                services.meters(),
                this::enter,
                this::strangerAccount);
    }

    private void listen(Bus bus) {
        bus.tell(Addresses.HUB_RESET, index);
        bus.listen(Addresses.BRIDGE_UP, up -> hub.declareAll());
        bus.listen(Addresses.deliveries(index), hub::deliver);
        bus.listen(Addresses.HOOKS_UP, up -> hub.declarePassages());
        bus.listen(Addresses.PULSE, this::onPulse);
        bus.listen(Addresses.REVOKED, this::onRevoked);
        bus.answer(
                Addresses.census(index),
                question -> Future.succeededFuture(hub.census(broker.isUp(), tokens.isInformed())));
        bus.answer(Addresses.reloadHub(index), word -> reload(word.step()));
        bus.answer(Addresses.connections(index), question -> Future.succeededFuture(directory.answer(question)));
        bus.answer(Addresses.counts(index), question -> Future.succeededFuture(directory.answer(question)));
        bus.answer(Addresses.command(index), steering::carryOut);
        listenForDepartures(bus);
    }

    private void listenForDepartures(Bus bus) {
        Departure departure = new Departure(
                hub,
                services.random(),
                (millis, task) -> vertx.setTimer(millis, timer -> task.run()),
                () -> System.nanoTime() / NANOS_PER_MILLI);
        bus.answer(Addresses.drain(index), drain -> departure.drain(drain.over()));
        bus.listen(Addresses.move(index), move -> departure.move(move.part(), move.over()));
        bus.listen(Addresses.stay(index), stay -> departure.stay());
    }

    /** Keys first: with keys that cannot be used, all stays as it was. */
    private Future<Void> reload(Reload.Step step) {
        try {
            if (step == Reload.Step.PREPARE) {
                tokens.prepare();
                return Future.succeededFuture();
            }
            tokens.reload();
        } catch (IllegalArgumentException unusable) {
            return Future.failedFuture(unusable);
        }
        config = configs.get();
        reconfiguration.take(config);
        commands.reload();
        handshake = newHandshake();
        return Future.succeededFuture();
    }

    /**
     * Until it is known: once the bridge knows, it tells only what is new. The listener does not wait for that, but nobody is
     * let in before.
     */
    private Future<Void> askWhatIsRevoked() {
        return services.bus()
                .ask(Addresses.REVOKED_NOW, new RevokedQuestion(), REVOKED_DEADLINE)
                .onSuccess(this::onRevoked)
                .onFailure(unknown -> vertx.setTimer(REVOKED_PAUSE_MILLIS, id -> askAgainWhatIsRevoked()))
                .otherwiseEmpty()
                .mapEmpty();
    }

    private void askAgainWhatIsRevoked() {
        if (!tokens.isInformed()) {
            askWhatIsRevoked();
        }
    }

    private void onRevoked(Revoked revoked) {
        tokens.become(revoked);
        for (Connection connection : hub.everyone().all()) {
            if (tokens.isRevoked(connection.identity())) {
                connection.socket().close(CloseCode.DISCONNECTED);
            }
        }
    }

    private void onPulse(Pulse pulse) {
        newcomers.sweep(pulse.now());
        services.bus().tell(Addresses.SWEEP, sweep.run(pulse));
    }

    /** The hub's own clock: a timer that is wound again each time, so that a reload may change its period. */
    private void wind() {
        timer = vertx.setTimer(sweep.periodMillis(), id -> {
            wind();
            tick(services.clock().millis());
        });
    }

    private void tick(long now) {
        if (!sweep.isRecent(now)) {
            newcomers.sweep(now);
            services.bus().tell(Addresses.SWEEP, sweep.run(now));
        }
    }

    private void greet(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        MovableAccount account = new MovableAccount();
        HttpConnectionHandler handler = HttpConnectionHandler.install(
                connection,
                new HttpConnectionHandler.Settings(config.server().maxHeaderSize(), 0),
                services.health()::failed,
                made -> {
                    account.become(account(clientAddress.peer(channel), made::cut));
                    return account;
                });
        newcomers.add(handler::expire, services.clock().millis());
        services.tls()
                .handler(channel.alloc())
                .ifPresent(tls -> channel.pipeline().addFirst(tls));
        if (config.server().proxyProtocol()
                && clientAddress.peer(channel).filter(clientAddress::trusts).isPresent()) {
            channel.pipeline()
                    .addFirst(new ProxyProtocolHandler(
                            told -> account.become(account(Optional.of(told), handler::cut)),
                            rule -> warnOfProxy(channel, rule)));
        }
    }

    /** Not in any address's share where many clients, or the operator, may be behind it. */
    private SocketAccount account(Optional<InetAddress> address, Runnable cut) {
        return services.pendingSockets().add(address.filter(each -> !clientAddress.isExempt(each)), cut);
    }

    private SocketAccount strangerAccount(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        return account(clientAddress.peer(channel), channel::close);
    }

    /** Once a minute: a proxy that is set up wrongly is wrong each time. */
    private void warnOfProxy(Channel channel, String rule) {
        long now = services.clock().millis();
        if (now - proxyWarned >= PROXY_WARNING_MILLIS) {
            proxyWarned = now;
            LOG.atWarn()
                    .addKeyValue("proxy", ClientAddress.of(channel.remoteAddress()))
                    .addKeyValue("reason", rule)
                    .log("Closed a connection of a trusted proxy without a PROXY protocol header,"
                            + " see server.proxyProtocol");
        }
    }

    /** What fails over one request costs its connection; let out, it would cost all connections of this verticle. */
    private void route(HttpServerRequest request) {
        try {
            if (Handshake.isMeant(request)) {
                handshake.handle(request);
            } else {
                pages.handle(request);
            }
        } catch (RuntimeException | OutOfMemoryError failure) {
            services.health().failed(failure);
            services.meters().internalError();
            LOG.atError().setCause(failure).log("A request failed");
            request.connection().close();
        }
    }

    private void enter(HttpServerRequest request, Identity identity) {
        Optional<String> deflate = config.server().compression()
                ? DeflateOffer.accept(request.headers().getAll(Upgrade.EXTENSIONS))
                : Optional.empty();
        Optional<String> forwardedFor = clientAddress.told(request);
        Upgrade.perform(
                request,
                TokenSource.agreedSubprotocol(request),
                deflate,
                loop.waterMark(),
                new WebSocketHandler(
                        loop, deflate.isPresent(), socket -> newConnection(identity, forwardedFor, socket)));
    }

    private WebSocketHandler.Listener newConnection(
            Identity identity, Optional<String> forwardedFor, WebSocketHandler socket) {
        return new Connection(connectionCount++, identity, forwardedFor, socket, hub, commands);
    }

    /** Whoever is still here is told to come back elsewhere. */
    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        hub.end();
        return server.close().eventually(broker::close);
    }
}
