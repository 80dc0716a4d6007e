package io.carillon.config;

import java.nio.file.Path;
import java.util.Optional;

/** PEM files of the public listener. */
public record TlsConfig(Path certificate, Path key) {
    static Optional<TlsConfig> from(Section in) {
        ReadableFile file = new ReadableFile(in.directory());
        Optional<Path> certificate = in.find("certificate", file);
        Optional<Path> key = in.find("key", file);
        in.check(certificate.isPresent() || key.isEmpty(), "needed beside key", in.at("certificate"));
        in.check(key.isPresent() || certificate.isEmpty(), "needed beside certificate", in.at("key"));
        return certificate.flatMap(chain -> key.map(secret -> new TlsConfig(chain, secret)));
    }
}
