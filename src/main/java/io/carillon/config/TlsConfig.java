package io.carillon.config;

import java.nio.file.Path;

/** PEM files of the public listener. */
public record TlsConfig(Path certificate, Path key) {}
