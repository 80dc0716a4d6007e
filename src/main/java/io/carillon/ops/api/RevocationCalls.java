package io.carillon.ops.api;

import io.carillon.auth.ClaimText;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.bus.Address;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Revoked;
import io.carillon.bus.RevokedQuestion;
import io.carillon.channel.Revocation;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/revocations}: tokens that are refused, on every node. */
public final class RevocationCalls {
    private static final String PATH = "/api/revocations";
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    /** The year 9999: what is beyond is no time. */
    private static final long MAX_UNTIL = 253_402_300_799_999L;

    private final Bus bus;
    private final Supplier<Duration> longestUse;
    private final Clock clock;

    /** @param longestUse the time after which no token of now is accepted any more */
    public RevocationCalls(Bus bus, Supplier<Duration> longestUse, Clock clock) {
        this.bus = bus;
        this.longestUse = longestUse;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::list), Endpoint.post(PATH, this::revoke), Endpoint.delete(PATH, this::pardon));
    }

    private Future<Reply> revoke(Call call) {
        JsonObject body = call.body();
        Revocation revocation = new Revocation(subject(body), until(body));
        return ask(Addresses.REVOKE, revocation).map(stored -> {
            if (!stored) {
                throw new ProtocolException(ErrorCode.LIMIT_REACHED, "Too many revocations");
            }
            return Reply.ok(json(revocation.subject()).put("until", revocation.until()));
        });
    }

    private Future<Reply> pardon(Call call) {
        Subject subject = subject(call.body());
        return ask(Addresses.PARDON, subject).map(lifted -> {
            if (!lifted) {
                throw new ProtocolException(ErrorCode.NOT_FOUND);
            }
            return Reply.ok(json(subject));
        });
    }

    private Future<Reply> list(Call call) {
        RevocationPage page = RevocationPage.of(call);
        return ask(Addresses.REVOKED_NOW, new RevokedQuestion()).map((Revoked all) -> page.reply(all, clock.millis()));
    }

    private <W, A> Future<A> ask(Address<W, A> address, W word) {
        return bus.ask(address, word, DEADLINE)
                .recover(failure -> Future.failedFuture(new BrokerUnavailableException(failure.getMessage())));
    }

    private static Subject subject(JsonObject body) {
        boolean ofUser = body.containsKey("user");
        if (ofUser == body.containsKey("jti")) {
            throw Call.invalid("Either user or jti is wanted");
        }
        String key = ofUser ? "user" : "jti";
        if (!(body.getValue(key) instanceof String name) || !ClaimText.isGood(name)) {
            throw Call.invalid(key + " must be 1 to 255 characters, none of them a control character");
        }
        return new Subject(ofUser ? Kind.USER : Kind.TOKEN, name);
    }

    /** Without one, for as long as a token of now can be good. */
    private long until(JsonObject body) {
        long now = clock.millis();
        if (!body.containsKey("until")) {
            return now + longestUse.get().toMillis();
        }
        Object until = body.getValue("until");
        if (until instanceof Integer || until instanceof Long) {
            long millis = ((Number) until).longValue();
            if (millis > now && millis <= MAX_UNTIL) {
                return millis;
            }
        }
        throw Call.invalid("until must be a time in the future, in epoch milliseconds");
    }

    static JsonObject json(Subject subject) {
        return new JsonObject().put(subject.kind() == Kind.USER ? "user" : "jti", subject.name());
    }
}
