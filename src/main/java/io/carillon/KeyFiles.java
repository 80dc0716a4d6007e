package io.carillon;

import io.carillon.auth.JwtAuthenticator;
import io.carillon.config.BoundedFile;
import io.carillon.config.Config;
import io.carillon.config.Problem;
import io.carillon.config.Reason;
import io.carillon.config.TlsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * Reads the key files that a configuration names, before anything starts. Every verticle reads them again; one that
 * cannot be used shall be the configuration's error, not theirs.
 */
final class KeyFiles {
    private static final String AUTH = "auth";
    private static final String TLS = "server.tls";
    private static final String REDIS = "broker.redis.tls";
    private static final int MAX_BYTES = 1 << 20;

    private KeyFiles() {}

    static List<Problem> problems(Config config, Clock clock) {
        if (!config.auth().hasKey() && config.server().tls().isEmpty()) {
            return List.of();
        }
        Vertx vertx = Vertx.vertx();
        try {
            return Stream.of(tokens(vertx, config, clock), config.server().tls().flatMap(tls -> tls(vertx, tls)))
                    .flatMap(Optional::stream)
                    .toList();
        } finally {
            vertx.close().await();
        }
    }

    /** Digests of the contents of the key files that a configuration names; of one that cannot be read there is none. */
    static Map<String, String> digests(Config config) {
        Map<String, String> digests = new LinkedHashMap<>();
        List<Path> tokens = new ArrayList<>(config.auth().publicKey());
        config.auth().jwks().filter(source -> !source.contains("://")).ifPresent(file -> tokens.add(Path.of(file)));
        digests.put(AUTH, digest(tokens));
        digests.put(
                TLS,
                digest(config.server().tls().stream()
                        .flatMap(tls -> Stream.of(tls.certificate(), tls.key()))
                        .toList()));
        digests.put(
                REDIS,
                digest(config.broker().redis().stream()
                        .flatMap(
                                redis -> Stream.of(redis.tls(), redis.sentinel().tls()))
                        .flatMap(tls -> Stream.of(tls.ca(), tls.certificate(), tls.key()))
                        .flatMap(Optional::stream)
                        .toList()));
        return digests;
    }

    /** The parts whose files have other contents than before. Connections to Redis read theirs anew. */
    static List<String> changes(Map<String, String> before, Map<String, String> after) {
        return before.keySet().stream()
                .filter(part -> !before.get(part).equals(after.get(part)))
                .toList();
    }

    private static String digest(List<Path> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(contents(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] contents(Path file) {
        try {
            return BoundedFile.read(file, MAX_BYTES);
        } catch (IllegalArgumentException unreadable) {
            return new byte[0];
        }
    }

    private static Optional<Problem> tokens(Vertx vertx, Config config, Clock clock) {
        try {
            if (config.auth().hasKey()) {
                new JwtAuthenticator(vertx, config.auth(), config.limits(), clock);
            }
            return Optional.empty();
        } catch (IllegalArgumentException unusable) {
            return Optional.of(Problem.parse(unusable.getMessage()));
        }
    }

    private static Optional<Problem> tls(Vertx vertx, TlsConfig tls) {
        String at = "server.tls.certificate";
        try {
            new PemTrustOptions().addCertPath(tls.certificate().toString()).getTrustManagerFactory(vertx);
            at = "server.tls.key";
            KeyManagerFactory keys = new PemKeyCertOptions()
                    .setCertPath(tls.certificate().toString())
                    .setKeyPath(tls.key().toString())
                    .getKeyManagerFactory(vertx);
            return fits((X509KeyManager) keys.getKeyManagers()[0])
                    ? Optional.empty()
                    : Optional.of(new Problem(at, "is not the key of the certificate"));
        } catch (Exception unusable) {
            return Optional.of(new Problem(at, "cannot be used: " + Reason.of(unusable)));
        }
    }

    /** What the key signs, the certificate's key has to verify. No library asks before the first handshake fails. */
    private static boolean fits(X509KeyManager keys) throws GeneralSecurityException {
        for (String type : List.of("RSA", "EC")) {
            String[] aliases = keys.getServerAliases(type, null);
            if (aliases != null) {
                Signature signature = Signature.getInstance("SHA256with" + (type.equals("EC") ? "ECDSA" : type));
                signature.initSign(keys.getPrivateKey(aliases[0]));
                byte[] signed = signature.sign();
                signature.initVerify(keys.getCertificateChain(aliases[0])[0]);
                return signature.verify(signed);
            }
        }
        return true;
    }
}
