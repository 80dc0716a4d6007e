package io.carillon.config;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Options of the channels of one namespace.
 *
 * @param historySize entries kept per channel; history and recovery exist when this and {@code historyTtl} are positive
 * @param rates of one connection in all channels of the namespace together
 */
public record NamespaceConfig(
        Access subscribe,
        Access publish,
        Access history,
        Access presence,
        int historySize,
        Duration historyTtl,
        boolean joinLeave,
        SlowConsumer slowConsumer,
        RatesConfig rates) {

    /** Who may: any authenticated connection, one whose token grants it, or the HTTP API only. */
    public enum Access {
        ANYONE,
        GRANTED,
        NOBODY
    }

    /** What happens to the messages of a channel that a connection does not read fast enough. */
    public enum SlowConsumer {
        DISCONNECT,
        DROP_OLDEST,
        LATEST
    }

    /** What may stand before the first colon of a channel's name. */
    static final Text NAMES =
            Text.of("[A-Za-z0-9_.#/@=,;-]{0,254}", "at most 254 characters of A-Z a-z 0-9 _ - . # / @ = , ;");

    private static final Set<Operation> OPERATIONS = EnumSet.complementOf(EnumSet.of(Operation.REFRESH));

    private static final Choice<Access> ACCESS = Choice.of(Access.class);

    /** Whether the members of its channels are kept. */
    public boolean tracksPresence() {
        return presence != Access.NOBODY || joinLeave;
    }

    /** Whether its channels have histories. */
    public boolean keepsHistory() {
        return historySize > 0 && !historyTtl.isZero();
    }

    /**
     * What another one makes of this namespace while there are subscribers. Whether there is a history stays as it is:
     * they were told so when they subscribed, and what comes over the broker is judged by it.
     */
    NamespaceConfig adopt(NamespaceConfig next) {
        return keepsHistory() == next.keepsHistory()
                ? next
                : new NamespaceConfig(
                        next.subscribe,
                        next.publish,
                        next.history,
                        next.presence,
                        historySize,
                        historyTtl,
                        next.joinLeave,
                        next.slowConsumer,
                        next.rates);
    }

    static NamespaceConfig from(Section in) {
        NamespaceConfig namespace = new NamespaceConfig(
                in.get("subscribe", ACCESS, "granted"),
                in.get("publish", ACCESS, "granted"),
                in.get("history", ACCESS, "nobody"),
                in.get("presence", ACCESS, "nobody"),
                in.get("historySize", new WholeNumber(0, 1_000_000), 0),
                in.get("historyTtl", TimeSpan.between("0s", "8760h"), "5m"),
                in.get("joinLeave", Flag.INSTANCE, false),
                in.get("slowConsumer", Choice.of(SlowConsumer.class), "disconnect"),
                RatesConfig.from(in.section("rates"), OPERATIONS));
        in.check(
                namespace.historySize == 0 || !namespace.historyTtl.isZero(),
                "must be longer than 0s because historySize is positive",
                in.at("historyTtl"),
                in.at("historySize"));
        return namespace;
    }
}
