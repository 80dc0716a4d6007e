package io.carillon;

import io.carillon.config.Adoption;
import io.carillon.config.Config;
import io.carillon.config.Configs;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.Problem;
import io.carillon.config.Reloaded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The configuration that holds, and the way to the next one. May be asked from any thread. */
final class CurrentConfig implements Configs {
    private final Optional<Supplier<Config>> source;
    private final UnaryOperator<Config> completion;
    private volatile Config current;
    private volatile Config next;

    /** Of the contents of key files, by the part of the configuration that names them. */
    private Map<String, String> files;

    private Map<String, String> nextFiles;

    /**
     * @param source reads and checks all of it again, or throws an {@link InvalidConfigException}; empty when there is
     *     nothing to read
     * @param completion adds what a node made itself, where it makes anything
     */
    CurrentConfig(Config first, Optional<Supplier<Config>> source, UnaryOperator<Config> completion) {
        this.source = source;
        this.completion = completion;
        current = completion.apply(first);
        next = current;
        files = KeyFiles.digests(current);
        nextFiles = files;
    }

    /** One that stays as it is. */
    static CurrentConfig fixed(Config config) {
        return new CurrentConfig(config, Optional.empty(), UnaryOperator.identity());
    }

    @Override
    public Config get() {
        return current;
    }

    @Override
    public Config next() {
        return next;
    }

    /**
     * Reads the configuration again; what can change while a node runs is {@link #next} when this returns, and holds after
     * {@link #apply}. Blocks.
     *
     * @throws InvalidConfigException with every problem; then nothing has changed
     */
    synchronized Reloaded prepare() {
        Config read = completion.apply(
                source.orElseThrow(CurrentConfig::nothingToRead).get());
        if (!read.auth().hasKey()) {
            throw refusal("auth", "the last key is gone: no token would be accepted");
        }
        Adoption adoption = Adoption.of(current, read);
        next = adoption.config();
        nextFiles = KeyFiles.digests(next);
        return adoption.reloaded().with(KeyFiles.changes(files, nextFiles));
    }

    /** What was prepared holds. */
    synchronized void apply() {
        current = next;
        files = nextFiles;
    }

    /** What was prepared will not hold. */
    synchronized void cancel() {
        next = current;
        nextFiles = files;
    }

    private static InvalidConfigException nothingToRead() {
        return refusal("configuration", "there is nothing to read again: the node was started without -conf");
    }

    private static InvalidConfigException refusal(String at, String message) {
        return new InvalidConfigException(List.of(new Problem(at, message)));
    }
}
