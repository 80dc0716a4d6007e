package io.carillon.session;

import io.carillon.channel.Retention;
import io.carillon.config.NamespaceConfig;
import java.util.Optional;

/** A namespace's options, and what follows from them. */
record Namespace(NamespaceConfig options, Optional<Retention> retention, Rates rates) {
    static Namespace of(NamespaceConfig options) {
        boolean keeps = options.historySize() > 0 && !options.historyTtl().isZero();
        return new Namespace(
                options,
                keeps ? Optional.of(new Retention(options.historySize(), options.historyTtl())) : Optional.empty(),
                new Rates(options.rates()));
    }
}
