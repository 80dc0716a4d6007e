package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.Listening;
import io.carillon.broker.Publishing;
import io.carillon.config.RedisConfig;
import io.carillon.testing.Authority;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.Ports;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis behind an authority of the operator's own that asks for a certificate, and sentinels with other credentials. */
class RedisTlsIT {
    private final Vertx vertx = Vertx.vertx();
    private final RedisDrivers drivers = new RedisDrivers();
    private final int tlsPort = Ports.free();

    @TempDir
    Path directory;

    private Authority authority;
    private RedisProcess redis;

    @BeforeEach
    void start() {
        authority = Authority.in(directory, "one");
        authority.issue("server");
        authority.issue("client");
        redis = RedisProcess.start(RedisProgram.INSTALLED, options("--requirepass", "right"));
    }

    private String[] options(String... more) {
        List<String> options = new ArrayList<>(List.of("--tls-port", Integer.toString(tlsPort)));
        options.addAll(List.of("--tls-ca-cert-file", authority.certificate("ca").toString()));
        options.addAll(
                List.of("--tls-cert-file", authority.certificate("server").toString()));
        options.addAll(List.of("--tls-key-file", authority.key("server").toString()));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    @AfterEach
    void end() {
        Await.result(vertx.close());
        redis.close();
    }

    private RedisConfig.Tls tls() {
        return new RedisConfig.Tls(
                Optional.of(authority.certificate("ca")),
                Optional.of(authority.certificate("client")),
                Optional.of(authority.key("client")));
    }

    private BrokerDriver driver(RedisConfig.Tls tls) {
        return driver(
                RedisConfig.Mode.STANDALONE, "rediss://:right@127.0.0.1:" + tlsPort, tls, RedisConfig.Sentinel.SAME);
    }

    private BrokerDriver driver(
            RedisConfig.Mode mode, String endpoint, RedisConfig.Tls tls, RedisConfig.Sentinel sentinel) {
        Duration second = Duration.ofSeconds(1);
        return drivers.driver(new RedisConfig(
                mode, List.of(endpoint), Optional.of("main"), "carillon:", second, second, tls, sentinel));
    }

    private void assertRoundTrip(BrokerDriver driver) {
        Listening feed = new Listening(Loop.start(vertx), driver).awaitUp();
        Await.result(feed.subscribe("a"));
        Await.result(new Publishing(Loop.start(vertx), driver).awaitUp().publish("a", "1"));
        feed.awaitCount(1);
    }

    private void awaitTrouble(BrokerDriver driver) {
        new Listening(Loop.start(vertx), driver);
        Await.until("it is not connected", () -> !driver.troubles().isEmpty());
        assertThat(driver.troubles()).allMatch(trouble -> trouble.contains("are missing"));
    }

    @Test
    void anAuthorityOfTheOperatorAndACertificateOfTheClient() {
        assertRoundTrip(driver(tls()));
        awaitTrouble(driver(RedisConfig.Tls.DEFAULT));
        awaitTrouble(driver(
                new RedisConfig.Tls(Optional.of(authority.certificate("ca")), Optional.empty(), Optional.empty())));
    }

    /** The files change; nobody is told, and the next connection reads them. */
    @Test
    void renewedFilesAreReadByTheNextConnection() throws IOException {
        Authority other = Authority.in(directory, "two");
        other.issue("server");
        other.issue("client");
        Path used = Files.createDirectory(directory.resolve("used"));
        copy(authority, used);
        RedisConfig.Tls tls = new RedisConfig.Tls(
                Optional.of(used.resolve("ca")), Optional.of(used.resolve("client")), Optional.of(used.resolve("key")));
        BrokerDriver driver = driver(tls);
        Listening feed = new Listening(Loop.start(vertx), driver).awaitUp();
        redis.close();
        authority = other;
        redis = RedisProcess.start(RedisProgram.INSTALLED, options("--requirepass", "right"));
        Await.until("the old files do not fit", () -> !driver.troubles().isEmpty());
        copy(other, used);
        feed.awaitUp();
    }

    private static void copy(Authority from, Path to) throws IOException {
        Files.copy(from.certificate("ca"), to.resolve("ca"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.certificate("client"), to.resolve("client"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.key("client"), to.resolve("key"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A sentinel with TLS, a user of its own, and a master with another password. */
    @Test
    void sentinelsWithOtherCredentials() throws IOException {
        int port = Ports.free();
        int plain = Ports.free();
        Path conf = Files.writeString(directory.resolve("sentinel.conf"), """
                port %d
                bind 127.0.0.1
                tls-port %d
                tls-replication yes
                tls-ca-cert-file %s
                tls-cert-file %s
                tls-key-file %s
                dir %s
                sentinel monitor main 127.0.0.1 %d 1
                sentinel auth-pass main right
                user default off
                user watcher on >other ~* &* +@all
                """.formatted(
                        plain,
                        port,
                        authority.certificate("ca"),
                        authority.certificate("server"),
                        authority.key("server"),
                        directory,
                        tlsPort));
        Process sentinel = new ProcessBuilder(RedisProgram.INSTALLED.path(), conf.toString(), "--sentinel")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertRoundTrip(driver(
                    RedisConfig.Mode.SENTINEL,
                    "rediss://:right@127.0.0.1:" + port,
                    tls(),
                    new RedisConfig.Sentinel(Optional.of("watcher"), Optional.of("other"), RedisConfig.Tls.DEFAULT)));
        } finally {
            sentinel.destroyForcibly().onExit().join();
        }
    }
}
