package io.carillon.session;

import io.carillon.auth.Authenticator;
import io.carillon.auth.Identity;
import io.carillon.broker.Broker;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Pulse;
import io.carillon.config.Config;
import io.carillon.config.ListenException;
import io.carillon.config.ServerConfig;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop full of WebSockets: glue between the listener, the hub and the bus. */
public final class WebSocketVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketVerticle.class);

    /** Left to itself the kernel lets it grow to megabytes a socket, and a slow reader would be noticed far too late. */
    private static final int SEND_BUFFER = 128 * 1024;

    /** Names the port of the system's choice that Vert.x gives to all instances which ask for it by this number. */
    private static final int ANY_PORT_FOR_ALL = 1;

    private static final int MAX_REQUEST_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;

    private final int index;
    private final Config config;
    private final SessionServices services;
    private final Pages pages;
    private final String clientIdPrefix;
    private Loop loop;
    private Hub hub;
    private Commands commands;
    private Broker broker;
    private Newcomers newcomers;
    private Handshake handshake;
    private Sweep sweep;
    private HttpServer server;
    private long connectionCount;

    /** @param index from 0, this instance's number in the process */
    public WebSocketVerticle(int index, Config config, SessionServices services, Pages pages) {
        this.index = index;
        this.config = config;
        this.services = services;
        this.pages = pages;
        clientIdPrefix = Long.toString(services.random().nextLong() >>> 12, Character.MAX_RADIX) + "-";
    }

    @Override
    public Future<?> start() {
        ContextInternal own = (ContextInternal) context;
        loop = newLoop(own);
        Bus bus = services.bus();
        hub = new Hub(
                index,
                own.nettyEventLoop(),
                ByteBufAllocator.DEFAULT,
                bus,
                loop,
                services.admission(),
                config.heartbeat());
        sweep = new Sweep(hub, index, config.heartbeat().timeout());
        broker = services.broker().openBroker(context);
        Authenticator authenticator = services.authenticators().get();
        commands = new Commands(hub, broker, authenticator, config.namespaces(), loop, services.statistics());
        newcomers = new Newcomers();
        handshake = new Handshake(
                config.server(),
                config.auth().queryToken(),
                services.admission(),
                authenticator,
                services.meters(),
                this::enter);
        listen(bus);
        server = vertx.createHttpServer(options(config.server()))
                .connectionHandler(this::greet)
                .requestHandler(this::route);
        ServerConfig at = config.server();
        return server.listen(address(at))
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
                config.limits(),
                config.server().maxMessageSize(),
                services.meters(),
                services.clock());
    }

    private void listen(Bus bus) {
        bus.tell(Addresses.HUB_RESET, index);
        bus.listen(Addresses.BRIDGE_UP, up -> hub.declareAll());
        bus.listen(Addresses.deliveries(index), hub::deliver);
        bus.listen(Addresses.PULSE, this::onPulse);
        bus.answer(Addresses.census(index), question -> Future.succeededFuture(hub.census(broker.isUp())));
        bus.answer(Addresses.drain(index), drain -> new Departure(vertx, hub, services.random()).begin(drain.over()));
    }

    private void onPulse(Pulse pulse) {
        newcomers.sweep(pulse.now());
        hub.sweep(pulse.now());
        services.bus().tell(Addresses.SWEEP, sweep.run(pulse));
    }

    private void greet(HttpConnection connection) {
        newcomers.add(((ConnectionBase) connection).channel(), services.clock().millis());
    }

    /** What fails over one request costs its connection; let out, it would cost all connections of this verticle. */
    private void route(HttpServerRequest request) {
        try {
            if (Handshake.isMeant(request)) {
                handshake.handle(request);
            } else {
                pages.handle(request);
            }
        } catch (RuntimeException failure) {
            services.meters().internalError();
            LOG.atError().setCause(failure).log("A request failed");
            request.connection().close();
        }
    }

    private void enter(HttpServerRequest request, Identity identity) {
        Optional<String> deflate = config.server().compression()
                ? DeflateOffer.accept(request.headers().getAll(Upgrade.EXTENSIONS))
                : Optional.empty();
        Upgrade.perform(
                request,
                TokenSource.agreedSubprotocol(request),
                deflate,
                new WebSocketHandler(loop, deflate.isPresent(), socket -> newConnection(identity, socket)));
    }

    private WebSocketHandler.Listener newConnection(Identity identity, WebSocketHandler socket) {
        long number = connectionCount++;
        String clientId = clientIdPrefix + Long.toString(number, Character.MAX_RADIX);
        return new Connection(clientId, number, identity, socket, hub, commands);
    }

    private static SocketAddress address(ServerConfig server) {
        return server.port() == 0
                ? SocketAddress.sharedRandomPort(ANY_PORT_FOR_ALL, server.host())
                : SocketAddress.inetSocketAddress(server.port(), server.host());
    }

    private static HttpServerOptions options(ServerConfig server) {
        HttpServerOptions options = new HttpServerOptions()
                .setSendBufferSize(SEND_BUFFER)
                .setTcpNoDelay(true)
                .setAcceptBacklog(16 * 1024)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS);
        server.tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificate().toString())
                                .setKeyPath(tls.key().toString())));
        return options;
    }

    /** Whoever is still here is told to come back elsewhere. */
    @Override
    public Future<?> stop() {
        hub.end();
        return server.close().eventually(broker::close);
    }
}
