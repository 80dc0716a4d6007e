package io.carillon.cli;

import io.carillon.config.Config;
import io.carillon.config.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a node. The command line knows nothing more of the server. */
@FunctionalInterface
public interface Launcher {
    /** What is wrong with the files that a configuration names. It reads them; nothing is started. */
    default List<Problem> check(Config config) {
        return List.of();
    }

    /**
     * Starts the node and returns when it has ended. An exception is a failed start: its message is printed, and a
     * {@link io.carillon.config.InvalidConfigException} counts as an error of the configuration.
     *
     * @param config without development keys, should it be that of a development node
     * @param again reads the configuration once more and checks it like the first time, or throws an {@link
     *     io.carillon.config.InvalidConfigException}; empty without a file
     * @return the exit code of the process, 0 after a complete drain
     */
    int run(Config config, RunOptions options, Optional<Supplier<Config>> again) throws Exception;
}
