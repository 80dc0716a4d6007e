package io.carillon.config;

/**
 * A configuration that was read without a problem.
 *
 * @param printed what holds, defaults included, as readable JSON with secrets masked
 */
public record LoadedConfig(Config config, String printed) {}
