package io.carillon.session;

import io.carillon.auth.AuthenticatorBusyException;
import io.carillon.auth.Identity;
import io.carillon.auth.InvalidTokenException;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.config.ServerConfig;
import io.carillon.http.SocketAccount;
import io.carillon.metrics.Meters;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who becomes a WebSocket. What costs nothing is asked first, and takes nothing from what others need: path and
 * form, origin, the form of the token. Then whether there is room, for this address and at all; the token's signature
 * comes last.
 */
final class Handshake {
    /** Makes a WebSocket of a request that was let in. */
    interface Entrance {
        void enter(HttpServerRequest request, Identity identity);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
    private static final Set<String> PATHS = Set.of("/", "/ws");
    private static final long MIN_RECONNECT_MILLIS = 1_000;
    private static final long MAX_RECONNECT_MILLIS = 3_000;

    private final Origins origins;
    private final ClientAddress clientAddress;
    private final boolean queryToken;
    private final Admission admission;
    private final TokenJudge tokens;
    /** Null where nobody is asked. */
    private final Doorman doorman;

    private final Meters meters;
    private final Entrance entrance;
    private final Function<HttpConnection, SocketAccount> accounts;

    /**
     * @param queryToken whether {@code ?token=} is accepted
     * @param doorman asked after the token; null for nobody
     * @param accounts opens the account of a socket that stays a stranger's
     */
    Handshake(
            ServerConfig server,
            boolean queryToken,
            Admission admission,
            TokenJudge tokens,
            Doorman doorman,
            Meters meters,
            Entrance entrance,
            Function<HttpConnection, SocketAccount> accounts) {
        origins = new Origins(server.allowedOrigins());
        clientAddress = new ClientAddress(server.trustedProxies());
        this.queryToken = queryToken;
        this.admission = admission;
        this.tokens = tokens;
        this.doorman = doorman;
        this.meters = meters;
        this.entrance = entrance;
        this.accounts = accounts;
    }

    /** Whether a request is one for a WebSocket, if only by its path. */
    static boolean isMeant(HttpServerRequest request) {
        return "/ws".equals(request.path()) || Upgrade.isMeant(request);
    }

    void handle(HttpServerRequest request) {
        Optional<String> token = TokenSource.find(request, queryToken);
        Optional<Refusal> refusal = judge(request).or(() -> judge(token)).or(() -> judgeShare(request));
        Optional<InetAddress> address = clientAddress.find(request);
        if (refusal.isPresent()) {
            refuse(request, refusal.get());
        } else if (address.isPresent() && !admission.beginVerifying(address.get())) {
            refuse(request, Refusal.BUSY);
        } else {
            tokens.authenticate(token.get())
                    .onComplete(judged -> address.ifPresent(admission::endVerifying))
                    .onComplete(identity -> admit(request, identity), failure -> refuse(request, refusal(failure)));
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
        if (TokenSource.speaksAnother(request)) {
            return Optional.of(Refusal.SUBPROTOCOL);
        }
        if (admission.isDraining()) {
            return Optional.of(Refusal.DRAINING);
        }
        return origins.permit(request) ? Optional.empty() : Optional.of(Refusal.ORIGIN);
    }

    private Optional<Refusal> judge(Optional<String> token) {
        if (token.isEmpty()) {
            return Optional.of(Refusal.NO_TOKEN);
        }
        try {
            tokens.inspect(token.get());
            return Optional.empty();
        } catch (InvalidTokenException malformed) {
            return Optional.of(Refusal.BAD_TOKEN);
        }
    }

    /**
     * Whether the token may be verified. That costs an address some of its share, but takes nothing from what all
     * handshakes of the process have in common: otherwise wrong tokens would use it up.
     */
    private Optional<Refusal> judgeShare(HttpServerRequest request) {
        long now = System.nanoTime();
        if (clientAddress
                .find(request)
                .filter(address -> !clientAddress.isExempt(address))
                .filter(address -> !admission.mayTry(address, now))
                .isPresent()) {
            return Optional.of(Refusal.TOO_MANY_OF_ADDRESS);
        }
        if (!admission.hasHandshake(now)) {
            return Optional.of(Refusal.TOO_MANY_HANDSHAKES);
        }
        return admission.isFull() ? Optional.of(Refusal.TOO_MANY_CONNECTIONS) : Optional.empty();
    }

    /**
     * For a token that was found good. While the hook is asked, it may be revoked: it is judged once more. The place that is
     * taken is given back unless a WebSocket comes of it.
     */
    private void admit(HttpServerRequest request, Identity identity) {
        if (!admission.mayShakeHands(System.nanoTime())) {
            refuse(request, Refusal.TOO_MANY_HANDSHAKES);
        } else if (!admission.enter()) {
            refuse(request, Refusal.TOO_MANY_CONNECTIONS);
        } else {
            permit(identity).map(tokens::judge).onComplete(admitted -> enter(request, admitted), failure -> {
                admission.leave();
                refuse(request, refusal(failure));
            });
        }
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

    private void upgrade(HttpServerRequest request, Identity identity) {
        if (!attempt(request, () -> entrance.enter(request, identity))) {
            admission.leave();
        }
    }

    /**
     * A request that stumbles here costs its own connection and no place for others; let out, the failure would cost all of
     * this event loop. Netty's bound on direct memory is such an error too.
     */
    private boolean attempt(HttpServerRequest request, Runnable upgrade) {
        try {
            upgrade.run();
            return true;
        } catch (RuntimeException | OutOfMemoryError failure) {
            meters.internalError();
            LOG.atError().setCause(failure).log("An upgrade failed");
            request.connection().close();
            return false;
        }
    }

    private void refuse(HttpServerRequest request, Refusal refusal) {
        meters.handshakeRefused(refusal.reason());
        LOG.atDebug()
                .addKeyValue("reason", refusal.reason())
                .addKeyValue("address", () -> clientAddress.of(request))
                .log("Handshake refused");
        Optional<CloseCode> code = refusal.closeCode();
        if (code.isPresent()
                && TokenSource.wantsErrors(request)
                && Upgrade.judge(request).isEmpty()) {
            answerInFrame(request, refusal, code.get());
        } else {
            answer(request, refusal);
        }
    }

    /** Browsers show a page nothing of an HTTP answer to a handshake. A client that is gone meanwhile is told nothing. */
    private void answerInFrame(HttpServerRequest request, Refusal refusal, CloseCode code) {
        if (((ConnectionBase) request.connection()).channel().isActive()) {
            byte[] text = refusal.isTemporary() ? refusal.text(reconnectAfter()) : refusal.text();
            attempt(
                    request,
                    () -> Upgrade.refuse(
                            request, new RefusedWebSocket(text, code, accounts.apply(request.connection()))));
        }
    }

    static void answer(HttpServerRequest request, Refusal refusal) {
        HttpServerResponse response = request.response()
                .setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close");
        switch (refusal.code()) {
            case AUTHENTICATION_FAILED -> response.putHeader("WWW-Authenticate", "Bearer");
            case METHOD_NOT_ALLOWED -> response.putHeader(HttpHeaders.ALLOW, "GET");
            case UPGRADE_REQUIRED ->
                response.putHeader(HttpHeaders.UPGRADE, "websocket")
                        .putHeader(HttpHeaders.CONNECTION, "Upgrade, close")
                        .putHeader(Upgrade.VERSION, "13");
            case UNAVAILABLE -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds(reconnectAfter()));
            default -> {}
        }
        response.end(Buffer.buffer(refusal.text()))
                .onComplete(sent -> request.connection().close());
    }

    /** Not the same for all: whoever is sent away together shall not come back together. */
    private static Duration reconnectAfter() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(MIN_RECONNECT_MILLIS, MAX_RECONNECT_MILLIS));
    }

    /** Rounded up: nobody shall come back too early. */
    private static String seconds(Duration duration) {
        return Long.toString(duration.plusMillis(999).toSeconds());
    }
}
