package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in which no value is the default: each must arrive where it belongs. */
class ConfigValuesTest {
    private static final String FILE = """
                {
                  'server': {'host': '::1', 'port': 0.0e1, 'allowedOrigins': ['https://A.example:8443', 'app://x', 'http://B:80', 'https://*.My_App.example:443', 'NULL', 'file://', 'https://[::1]:1'],
                             'maxConnections': 1, 'handshakesPerSecond': 2, 'maxHeaderSize': 1024, 'maxMessageSize': 3, 'compression': true, 'transport': 'io_uring',
                             'trustedProxies': ['::1', '10.0.0.1/8'], 'proxyProtocol': true, 'rehearsal': 4},
                  'ops': {'host': 'localhost', 'port': 0, 'apiKeys': ['0123456789abcdef0123456789abcdef']},
                  'auth': {'secret': '01234567890123456789012345678901', 'issuer': 'i', 'audience': 'a',
                           'leeway': '500ms', 'maxTokenLife': '2h', 'expiryGrace': '3s', 'queryToken': true},
                  'namespaces': {'a.b/c@d': {'subscribe': 'nobody', 'historySize': 7, 'historyTtl': '5m', 'joinLeave': true,
                                 'rates': {'publish': 11, 'history': 12, 'presence': 13}}},
                  'heartbeat': {'interval': '1s', 'timeout': '2s'},
                  'broker': {'type': 'redis', 'redis': {'mode': 'sentinel', 'masterName': 'm', 'prefix': 'p:',
                             'endpoints': ['rediss://u:p@h:1/2', 'rediss://[::1]/2'], 'connectTimeout': '1m',
                             'commandTimeout': '10ms', 'sentinel': {'user': 'su', 'password': 'sp'}}},
                  'limits': {'channelsPerConnection': 1, 'connectionsPerUser': 2, 'socketsPerAddress': 22, 'messagesPerSecond': 3,
                             'messageBurst': 40e-1, 'pendingBytes': 5, 'pendingTimeout': '6s', 'messageTimeout': '7s',
                             'metadataBytes': 7,
                             'jsonDepth': 8, 'handshakesPerAddress': 11, 'rates': {'subscribe': 9, 'refresh': 10}},
                  'metrics': {'logInterval': '0s'},
                  'cluster': {'name': 'n', 'host': '10.0.0.5', 'port': 1, 'members': ['a.b:1', '[::1]:2']},
                  'shutdown': {'drain': '100s'}
                }
                """;

    private Config config;

    @BeforeEach
    void read(@TempDir Path directory) {
        config = Given.in(directory).config(FILE);
    }

    @Test
    void ofTheServer() {
        assertThat(config.server())
                .isEqualTo(new ServerConfig(
                        "::1",
                        0,
                        List.of(
                                "https://a.example:8443",
                                "app://x",
                                "http://b",
                                "https://*.my_app.example",
                                "null",
                                "file://",
                                "https://[::1]:1"),
                        1,
                        2,
                        1024,
                        3,
                        true,
                        ServerConfig.Transport.IO_URING,
                        Optional.empty(),
                        List.of(AddressRange.parse("::1"), AddressRange.parse("10.0.0.0/8")),
                        true,
                        4));
    }

    @Test
    void ofTheOpsListener() {
        assertThat(config.ops())
                .isEqualTo(
                        new OpsConfig("localhost", 0, List.of(ApiKey.of("0123456789abcdef0123456789abcdef")), false));
    }

    @Test
    void ofAuthentication() {
        assertThat(config.auth())
                .isEqualTo(new AuthConfig(
                        List.of("01234567890123456789012345678901"),
                        List.of(),
                        Optional.empty(),
                        Optional.of("i"),
                        Optional.of("a"),
                        Duration.ofMillis(500),
                        Duration.ofHours(2),
                        Duration.ofSeconds(3),
                        true));
    }

    @Test
    void ofNamespaces() {
        assertThat(config.namespaces())
                .containsOnlyKeys("a.b/c@d")
                .containsValue(new NamespaceConfig(
                        NamespaceConfig.Access.NOBODY,
                        NamespaceConfig.Access.GRANTED,
                        NamespaceConfig.Access.NOBODY,
                        NamespaceConfig.Access.NOBODY,
                        7,
                        Duration.ofMinutes(5),
                        true,
                        NamespaceConfig.SlowConsumer.DISCONNECT,
                        new RatesConfig(Map.of(Operation.PUBLISH, 11, Operation.HISTORY, 12, Operation.PRESENCE, 13))));
    }

    @Test
    void ofTheBroker() {
        assertThat(config.broker().redis())
                .contains(new RedisConfig(
                        RedisConfig.Mode.SENTINEL,
                        List.of("rediss://u:p@h:1/2", "rediss://[::1]/2"),
                        Optional.of("m"),
                        "p:",
                        Duration.ofMinutes(1),
                        Duration.ofMillis(10),
                        RedisConfig.Tls.DEFAULT,
                        new RedisConfig.Sentinel(Optional.of("su"), Optional.of("sp"), RedisConfig.Tls.DEFAULT)));
    }

    @Test
    void ofLimits() {
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(
                        1,
                        2,
                        22,
                        3,
                        4,
                        5,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        7,
                        8,
                        11,
                        new RatesConfig(Map.of(Operation.SUBSCRIBE, 9, Operation.REFRESH, 10))));
    }

    @Test
    void ofTheCluster() {
        assertThat(config.cluster())
                .isEqualTo(new ClusterConfig(
                        "n", Optional.of("10.0.0.5"), 1, List.of("a.b:1", "[::1]:2"), Optional.empty()));
    }

    @Test
    void ofTheClock() {
        assertThat(config.heartbeat()).isEqualTo(new HeartbeatConfig(Duration.ofSeconds(1), Duration.ofSeconds(2)));
        assertThat(config.metrics().logInterval()).isZero();
        assertThat(config.shutdown().drain()).isEqualTo(Duration.ofSeconds(100));
    }
}
