package io.carillon.config;

import java.util.function.Supplier;

/** The configuration that holds. */
@FunctionalInterface
public interface Configs extends Supplier<Config> {
    /** The one that will hold if everybody can go by it; otherwise the one that does. */
    default Config next() {
        return get();
    }
}
