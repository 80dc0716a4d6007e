package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    private static final String SECRET = "01234567890123456789012345678901";
    private static final String API_KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    @Test
    void anEmptyFileMeansTheDefaults() {
        Config config = config("{}");
        Config withoutFile = new ConfigReader(name -> null).withoutFile().config();
        assertThat(config.namespaces()).isEmpty();
        assertThat(withoutFile.namespaces()).containsOnlyKeys("");
        assertThat(config.server()).isEqualTo(withoutFile.server());
        assertThat(config.limits()).isEqualTo(withoutFile.limits());
        assertThat(config.heartbeat()).isEqualTo(new HeartbeatConfig(Duration.ofSeconds(30), Duration.ofSeconds(60)));
        assertThat(config.presence().grace()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void kubernetesTakesThePlaceOfMembers() {
        assertThat(config("{'cluster':{'kubernetes':{'service':'s','namespace':'n'}}}")
                        .cluster()
                        .kubernetes())
                .contains(new ClusterConfig.Kubernetes("s", "n"));
    }

    @ParameterizedTest
    @EnumSource
    void everyTransportHasItsWord(ServerConfig.Transport transport) {
        String word = transport.name().toLowerCase();
        assertThat(config("{'server':{'transport':'" + word + "'}}").server().transport())
                .isEqualTo(transport);
    }

    @ParameterizedTest
    @CsvSource({"disconnect, DISCONNECT", "drop-oldest, DROP_OLDEST", "latest, LATEST"})
    void everySlowConsumerPolicyHasItsWord(String word, NamespaceConfig.SlowConsumer policy) {
        assertThat(config("{'namespaces':{'':{'slowConsumer':'" + word + "'}}}")
                        .namespaces()
                        .get("")
                        .slowConsumer())
                .isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource({"anyone, ANYONE", "granted, GRANTED", "nobody, NOBODY"})
    void everyAccessHasItsWord(String word, NamespaceConfig.Access access) {
        NamespaceConfig namespace = config(
                        "{'namespaces':{'n':{'subscribe':'%1$s','publish':'%1$s','history':'%1$s','presence':'%1$s'}}}"
                                .formatted(word))
                .namespaces()
                .get("n");
        assertThat(List.of(namespace.subscribe(), namespace.publish(), namespace.history(), namespace.presence()))
                .containsOnly(access);
    }

    @ParameterizedTest
    @CsvSource({"standalone, STANDALONE", "sentinel, SENTINEL", "cluster, CLUSTER"})
    void everyRedisModeHasItsWord(String word, RedisConfig.Mode mode) {
        String master = word.equals("sentinel") ? ",'masterName':'m'" : "";
        assertThat(config("{'broker':{'type':'redis','redis':{'endpoints':['redis://h'],'mode':'" + word + "'" + master
                                + "}}}")
                        .broker()
                        .redis()
                        .orElseThrow()
                        .mode())
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'*'", "['*']"})
    void anyOriginIsAStarAloneOrInAList(String origins) {
        assertThat(config("{'server':{'allowedOrigins':" + origins + "}}")
                        .server()
                        .allowedOrigins())
                .containsExactly("*");
    }

    @Test
    void redisIsCheckedButAbsentWithTheMemoryBroker() {
        assertThat(config("{'broker':{'redis':{'endpoints':['redis://h']}}}")
                        .broker()
                        .redis())
                .isEmpty();
    }

    @Test
    void keySetsMayComeFromLoopbackInPlainHttp() {
        for (String url : List.of("http://localhost:1/k", "http://127.0.0.1/k", "http://[::1]:1/k", "https://a/k?b")) {
            assertThat(config("{'auth':{'jwks':'" + url + "'}}").auth().jwks()).contains(url);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, ::1", "localhost, 127.8.9.1"})
    void aNodeOnLoopbackWithoutAKeyIsForDevelopment(String host, String ops) {
        assertThat(config("{'server':{'host':'" + host + "'},'ops':{'host':'" + ops + "'}}")
                        .isDevelopment())
                .isTrue();
    }

    @Test
    void aNodeWithAKeyIsNotForDevelopment() {
        assertThat(config("{'auth':{'secret':'" + SECRET + "'}}").isDevelopment())
                .isFalse();
    }

    @Test
    void developmentKeysMakeADevelopmentNodeUsable() {
        Config config = config("{}").withDevelopmentKeys(SECRET, API_KEY);
        assertThat(config.isDevelopment()).isFalse();
        assertThat(config.auth().secret()).containsExactly(SECRET);
        assertThat(config.ops().apiKeys()).containsExactly(ApiKey.of(API_KEY));
    }

    @Test
    void configuredApiKeysStayBesideDevelopmentKeys() {
        Config config = config("{'ops':{'apiKeys':['" + SECRET + "']}}").withDevelopmentKeys(SECRET, API_KEY);
        assertThat(config.ops().apiKeys()).containsExactly(ApiKey.of(SECRET));
    }

    @Test
    void weakDevelopmentKeysAreRefused() {
        Config config = config("{}");
        assertThatThrownBy(() -> config.withDevelopmentKeys("short", API_KEY)).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> config.withDevelopmentKeys(SECRET, "short")).hasMessageContaining("32 to 256");
    }

    @Test
    void keysAreOneValueOrAList() throws IOException {
        Files.writeString(directory.resolve("a.pem"), "a");
        Files.writeString(directory.resolve("b.pem"), "b");
        String other = "another " + SECRET;
        assertThat(config("{'auth':{'secret':['" + SECRET + "','" + other + "']}}")
                        .auth()
                        .secret())
                .containsExactly(SECRET, other);
        assertThat(config("{'auth':{'publicKey':['a.pem','b.pem']}}").auth().publicKey())
                .containsExactly(directory.resolve("a.pem"), directory.resolve("b.pem"));
    }

    @Test
    void anApiKeyMayBeWrittenAsItsDigest() {
        String digest = ApiKey.of(API_KEY).sha256();
        for (String written : List.of(API_KEY, "sha256:" + digest, "sha256:" + digest.toUpperCase())) {
            assertThat(config("{'ops':{'apiKeys':['" + written + "']}}").ops().apiKeys())
                    .containsExactly(ApiKey.of(API_KEY));
        }
    }

    @Test
    void aClusterNeedsABrokerThatNodesShare() {
        assertThat(config("{}").problemsForCluster())
                .containsExactly(
                        new Problem("broker.type", "must be redis with -cluster: nodes need a broker they share"));
        assertThat(config("{'broker':{'type':'redis','redis':{'endpoints':['redis://h']}}}")
                        .problemsForCluster())
                .isEmpty();
    }

    private Config config(String json) {
        return Given.in(directory).config(json);
    }
}
