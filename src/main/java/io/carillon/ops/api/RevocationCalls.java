package io.carillon.ops.api;

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
import java.util.Optional;
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
                Endpoint.get(PATH, this::list),
                Endpoint.post(PATH, this::revoke, "user", "jti", "until"),
                Endpoint.delete(PATH, this::pardon, "user", "jti"));
    }

    private Future<Reply> revoke(Call call) {
        Revocation revocation = new Revocation(subject(call), until(call));
        return ask(Addresses.REVOKE, revocation).map(stored -> {
            if (!stored) {
                throw new ProtocolException(ErrorCode.LIMIT_REACHED, "Too many revocations");
            }
            return Reply.ok(json(revocation.subject()).put("until", revocation.until()));
        });
    }

    private Future<Reply> pardon(Call call) {
        Subject subject = subject(call);
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

    private static Subject subject(Call call) {
        Optional<String> user = call.nameOption("user");
        Optional<String> token = call.nameOption("jti");
        if (user.isPresent() == token.isPresent()) {
            throw Call.invalid("Either user or jti is wanted");
        }
        return user.map(name -> new Subject(Kind.USER, name)).orElseGet(() -> new Subject(Kind.TOKEN, token.get()));
    }

    /** Without one, for as long as a token of now can be good. */
    private long until(Call call) {
        long now = clock.millis();
        long until = call.number("until").orElseGet(() -> now + longestUse.get().toMillis());
        if (until <= now || until > MAX_UNTIL) {
            throw Call.invalid("until must be a time in the future, in epoch milliseconds");
        }
        return until;
    }

    static JsonObject json(Subject subject) {
        return new JsonObject().put(subject.kind() == Kind.USER ? "user" : "jti", subject.name());
    }
}
