package io.carillon.session;

import io.carillon.channel.Retention;
import io.carillon.config.NamespaceConfig;
import java.util.Optional;

/** A namespace's options, and what follows from them. */
record Namespace(NamespaceConfig options, Optional<Retention> retention, Rates rates) {
    static Namespace of(NamespaceConfig options) {
        return new Namespace(
                options,
                options.keepsHistory()
                        ? Optional.of(new Retention(options.historySize(), options.historyTtl()))
                        : Optional.empty(),
                new Rates(options.rates()));
    }
}
