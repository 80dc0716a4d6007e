package io.carillon.cli;

import io.carillon.config.Config;

/** Runs a node. The command line knows nothing more of the server. */
@FunctionalInterface
public interface Launcher {
    /**
     * Starts the node and returns when it has ended. An exception is a failed start: its message is printed, and a
     * {@link io.carillon.config.InvalidConfigException} counts as an error of the configuration.
     *
     * @param config without development keys, should it be that of a development node
     * @return the exit code of the process, 0 after a complete drain
     */
    int run(Config config, RunOptions options) throws Exception;
}
