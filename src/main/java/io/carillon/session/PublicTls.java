package io.carillon.session;

import io.carillon.config.TlsConfig;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Optional;

/**
 * TLS of the public listener. Other files, or others in their place, hold for sockets that come after a reload; those that
 * are here keep what they have agreed on. One for all event loops, so that a session may be resumed on any of them.
 */
public final class PublicTls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Forward secret and authenticated each, as RFC 9325 section 4.2 has it; of TLS 1.3 all are. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final Vertx vertx;
    private volatile Optional<SslContext> current;
    private Optional<SslContext> next;

    /**
     * Reads the files, so it blocks for a moment.
     *
     * @throws IllegalArgumentException when they cannot be used
     */
    public PublicTls(Vertx vertx, Optional<TlsConfig> config) {
        this.vertx = vertx;
        next = config.map(this::context);
        current = next;
    }

    /**
     * Reads the files again; what they hold is used after {@link #apply}. Blocks.
     *
     * @throws IllegalArgumentException when they cannot be used; then nothing has changed
     */
    public synchronized void prepare(Optional<TlsConfig> config) {
        next = config.map(this::context);
    }

    /** What was prepared holds for whoever connects from now on. */
    public synchronized void apply() {
        current = next;
    }

    private SslContext context(TlsConfig tls) {
        try {
            PemKeyCertOptions files = new PemKeyCertOptions()
                    .setCertPath(tls.certificate().toString())
                    .setKeyPath(tls.key().toString());
            return SslContextBuilder.forServer(files.getKeyManagerFactory(vertx))
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .ciphers(SUITES)
                    .build();
        } catch (Exception unusable) {
            throw new IllegalArgumentException("server.tls: cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** For a socket that has just been accepted; nothing where there is no TLS. */
    Optional<SslHandler> handler(ByteBufAllocator allocator) {
        return current.map(context -> context.newHandler(allocator));
    }
}
