package io.carillon.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * @param endpoints {@code redis://user:pass@host:port/db} or {@code rediss://}, for {@link RedisEndpoint#parse}: secrets,
 *     never to be logged
 * @param masterName with {@code SENTINEL} only
 * @param prefix as configured; what stands before every key and channel is {@link #keyPrefix}
 * @param tls for connections with TLS, to sentinels too unless they have one of their own
 */
public record RedisConfig(
        Mode mode,
        List<String> endpoints,
        Optional<String> masterName,
        String prefix,
        Duration connectTimeout,
        Duration commandTimeout,
        Tls tls,
        Sentinel sentinel) {
    public enum Mode {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    /**
     * PEM files, read for every new connection.
     *
     * @param ca authorities that are trusted in place of the JVM's
     * @param certificate the client's; present exactly when {@code key} is
     */
    public record Tls(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
        public static final Tls DEFAULT = new Tls(Optional.empty(), Optional.empty(), Optional.empty());

        private static Tls from(Section in) {
            ReadableFile file = new ReadableFile(in.directory());
            Tls tls = new Tls(in.find("ca", file), in.find("certificate", file), in.find("key", file));
            in.check(tls.certificate.isPresent() || tls.key.isEmpty(), "needed beside key", in.at("certificate"));
            in.check(tls.key.isPresent() || tls.certificate.isEmpty(), "needed beside certificate", in.at("key"));
            return tls;
        }
    }

    /**
     * What differs for the sentinels from their master.
     *
     * @param user absent: that of the endpoint, or the default user beside a password
     * @param password secret; absent: that of the endpoint; empty: nobody logs in at the sentinels
     */
    public record Sentinel(Optional<String> user, Optional<String> password, Tls tls) {
        public static final Sentinel SAME = new Sentinel(Optional.empty(), Optional.empty(), Tls.DEFAULT);

        private static Sentinel from(Section in) {
            Sentinel sentinel = new Sentinel(
                    in.find("user", Text.LINE), in.find("password", PASSWORD), Tls.from(in.section("tls")));
            in.check(sentinel.password.isPresent() || sentinel.user.isEmpty(), "needed beside user", in.at("password"));
            return sentinel;
        }
    }

    private static final Kind<String> PASSWORD =
            Secret.of(Text.of("[^\\p{Cntrl}]{0,512}", "up to 512 printable characters"));

    /** Endpoints are masked, since user and password may stand in them. */
    private static final Secret ENDPOINT =
            new Secret(RedisConfig::checkedEndpoint, text -> text.replaceFirst("(?s)//.*@", "//" + Secret.MASK + "@"));

    private static final Text NAME = Text.of("[A-Za-z0-9_.-]{1,100}", "1 to 100 characters of A-Z a-z 0-9 _ . -");

    /** Braces would put every key into one slot of a Redis cluster. */
    private static final Text PREFIX = Text.of("[A-Za-z0-9_.:/-]{1,64}", "1 to 64 characters of A-Z a-z 0-9 _ . : / -");

    private static final TimeSpan TIMEOUT = TimeSpan.between("10ms", "1m");

    /** A command is to be answered within a second, and the answer has to come back to the client. */
    private static final TimeSpan COMMAND_TIMEOUT = TimeSpan.between("10ms", "900ms");

    /** @param used whether the broker is Redis, so that what Redis needs must be there */
    static RedisConfig from(Section in, boolean used) {
        RedisConfig redis = new RedisConfig(
                in.get("mode", Choice.of(Mode.class), "standalone"),
                in.list("endpoints", ENDPOINT),
                in.find("masterName", NAME),
                in.get("prefix", PREFIX, "carillon:"),
                in.get("connectTimeout", TIMEOUT, "2s"),
                in.get("commandTimeout", COMMAND_TIMEOUT, "900ms"),
                Tls.from(in.section("tls")),
                Sentinel.from(in.section("sentinel")));
        redis.checkEndpoints(in);
        if (used) {
            redis.check(in);
        }
        return redis;
    }

    private void check(Section in) {
        in.check(!endpoints.isEmpty(), "needed because broker.type is redis", in.at("endpoints"));
        in.check(
                mode != Mode.STANDALONE || endpoints.size() <= 1,
                "must be one because broker.redis.mode is standalone",
                in.at("endpoints"),
                in.at("mode"));
        in.check(
                mode != Mode.SENTINEL || masterName.isPresent(),
                "needed because broker.redis.mode is sentinel",
                in.at("masterName"),
                in.at("mode"));
        in.check(
                mode == Mode.SENTINEL || masterName.isEmpty(),
                "has a meaning with broker.redis.mode sentinel only",
                in.at("masterName"),
                in.at("mode"));
    }

    private static String checkedEndpoint(String text) {
        RedisEndpoint.parse(text);
        return text;
    }

    /** What has to be so of the endpoints together, and of what goes with them. */
    private void checkEndpoints(Section in) {
        List<RedisEndpoint> all = endpoints.stream().map(RedisEndpoint::parse).toList();
        boolean encrypted = all.stream().anyMatch(RedisEndpoint::tls);
        in.check(
                all.stream().allMatch(endpoint -> endpoint.tls() == encrypted),
                "must be all redis:// or all rediss://",
                in.at("endpoints"));
        in.check(
                all.stream().mapToInt(RedisEndpoint::database).distinct().count() <= 1,
                "must all have the same database",
                in.at("endpoints"));
        in.check(
                mode != Mode.CLUSTER || database() == 0,
                "must have no database because broker.redis.mode is cluster, which has database 0 alone",
                in.at("endpoints"),
                in.at("mode"));
        in.check(
                !encrypted || all.stream().allMatch(RedisConfig::fitsCertificates),
                "must have no underscore in a host name, and a letter at the beginning of its last part, with rediss://: "
                        + "Java compares no other name with a certificate",
                in.at("endpoints"));
        in.check(
                encrypted || all.isEmpty() || tls.equals(Tls.DEFAULT) || mode == Mode.SENTINEL,
                "has a meaning with rediss:// endpoints only",
                in.at("tls"),
                in.at("endpoints"));
        checkSentinel(in, encrypted);
    }

    private static boolean fitsCertificates(RedisEndpoint endpoint) {
        return endpoint.host().contains(":")
                || Network.uri("//" + endpoint.host())
                        .map(URI::getHost)
                        .filter(endpoint.host()::equals)
                        .isPresent();
    }

    private void checkSentinel(Section in, boolean encrypted) {
        in.check(
                mode == Mode.SENTINEL || sentinel.equals(Sentinel.SAME),
                "has a meaning with broker.redis.mode sentinel only",
                in.at("sentinel"),
                in.at("mode"));
        in.check(
                mode != Mode.SENTINEL || encrypted || sentinel.tls.equals(Tls.DEFAULT),
                "has a meaning with rediss:// endpoints only",
                in.at("sentinel").key("tls"),
                in.at("endpoints"));
    }

    /** Of all endpoints; 0 where there are none. */
    private int database() {
        return endpoints.isEmpty() ? 0 : RedisEndpoint.parse(endpoints.get(0)).database();
    }

    /**
     * What stands before every key and channel. Redis's channels are those of all its databases, so each database above 0
     * has a prefix of its own.
     */
    public String keyPrefix() {
        return database() == 0 ? prefix : prefix + database() + ":";
    }
}
