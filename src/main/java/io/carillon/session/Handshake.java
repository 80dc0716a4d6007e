package io.carillon.session;

import io.carillon.auth.AuthenticatorBusyException;
import io.carillon.auth.Identity;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.config.ServerConfig;
import io.carillon.metrics.Meters;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who becomes a WebSocket. What costs little is asked first: path and form, whether there is room, origin; the
 * token's signature comes last.
 */
final class Handshake {
    /** Makes a WebSocket of a request that was let in. */
    interface Entrance {
        void enter(HttpServerRequest request, Identity identity);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
    private static final Set<String> PATHS = Set.of("/", "/ws");
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Origins origins;
    private final ClientAddress clientAddress;
    private final boolean queryToken;
    private final Admission admission;
    private final TokenJudge tokens;
    /** Null where nobody is asked. */
    private final Doorman doorman;

    private final Meters meters;
    private final Entrance entrance;

    /**
     * @param queryToken whether {@code ?token=} is accepted
     * @param doorman asked after the token; null for nobody
     */
    Handshake(
            ServerConfig server,
            boolean queryToken,
            Admission admission,
            TokenJudge tokens,
            Doorman doorman,
            Meters meters,
            Entrance entrance) {
        origins = new Origins(server.allowedOrigins());
        clientAddress = new ClientAddress(server.trustedProxies());
        this.queryToken = queryToken;
        this.admission = admission;
        this.tokens = tokens;
        this.doorman = doorman;
        this.meters = meters;
        this.entrance = entrance;
    }

    /** Whether a request is one for a WebSocket, if only by its path. */
    static boolean isMeant(HttpServerRequest request) {
        return "/ws".equals(request.path()) || Upgrade.isMeant(request);
    }

    void handle(HttpServerRequest request) {
        Optional<String> token = TokenSource.find(request, queryToken);
        Optional<Refusal> refusal =
                judge(request).or(() -> token.isEmpty() ? Optional.of(Refusal.NO_TOKEN) : Optional.empty());
        if (refusal.isPresent()) {
            refuse(request, refusal.get());
        } else if (!admission.enter()) {
            refuse(request, Refusal.TOO_MANY_CONNECTIONS);
        } else {
            authenticate(request, token.get());
        }
    }

    private Optional<Refusal> judge(HttpServerRequest request) {
        if (!PATHS.contains(request.path())) {
            return Optional.of(Refusal.NOT_FOUND);
        }
        Optional<Refusal> malformed = Upgrade.judge(request);
        if (malformed.isPresent()) {
            return malformed;
        }
        if (admission.isDraining()) {
            return Optional.of(Refusal.DRAINING);
        }
        if (!admission.mayShakeHands(System.nanoTime())) {
            return Optional.of(Refusal.TOO_MANY_HANDSHAKES);
        }
        return origins.permit(request) ? Optional.empty() : Optional.of(Refusal.ORIGIN);
    }

    /**
     * While somebody else was asked, the token may have been revoked: it is judged once more. The place that was taken is
     * given back unless a WebSocket comes of it.
     */
    private void authenticate(HttpServerRequest request, String token) {
        tokens.authenticate(token)
                .compose(this::permit)
                .map(tokens::judge)
                .onComplete(identity -> enter(request, identity), failure -> {
                    admission.leave();
                    refuse(request, refusal(failure));
                });
    }

    private Future<Identity> permit(Identity identity) {
        return doorman == null ? Future.succeededFuture(identity) : doorman.admit(identity);
    }

    private static Refusal refusal(Throwable failure) {
        if (failure instanceof ProtocolException no) {
            return no.code() == ErrorCode.PERMISSION_DENIED ? Refusal.NOT_PERMITTED : Refusal.NO_VERDICT;
        }
        if (failure instanceof BrokerUnavailableException) {
            return Refusal.NOT_READY;
        }
        return failure instanceof AuthenticatorBusyException ? Refusal.BUSY : Refusal.BAD_TOKEN;
    }

    private void enter(HttpServerRequest request, Identity identity) {
        if (admission.isDraining()) {
            admission.leave();
            refuse(request, Refusal.DRAINING);
        } else if (((ConnectionBase) request.connection()).channel().isActive()) {
            meters.handshakeAccepted();
            upgrade(request, identity);
        } else {
            admission.leave();
        }
    }

    /**
     * A request that stumbles here costs its own connection and no place for others; let out, the failure would cost all of
     * this event loop. Netty's bound on direct memory is such an error too.
     */
    private void upgrade(HttpServerRequest request, Identity identity) {
        try {
            entrance.enter(request, identity);
        } catch (RuntimeException | OutOfMemoryError failure) {
            meters.internalError();
            LOG.atError().setCause(failure).log("An upgrade failed");
            admission.leave();
            request.connection().close();
        }
    }

    private void refuse(HttpServerRequest request, Refusal refusal) {
        meters.handshakeRefused(refusal.reason());
        LOG.atDebug()
                .addKeyValue("reason", refusal.reason())
                .addKeyValue("address", () -> clientAddress.of(request))
                .log("Handshake refused");
        answer(request, refusal);
    }

    static void answer(HttpServerRequest request, Refusal refusal) {
        HttpServerResponse response = request.response()
                .setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close");
        if (refusal.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (refusal == Refusal.BAD_VERSION) {
            response.putHeader(Upgrade.VERSION, "13");
        }
        response.end(Buffer.buffer(refusal.body()))
                .onComplete(sent -> request.connection().close());
    }
}
