package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.Drafts;
import io.carillon.broker.Listening;
import io.carillon.broker.Page;
import io.carillon.broker.Publishing;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisAcl;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis answers with an error: it is named while it lasts, no connection is given up for it, and its end is noticed. */
class RedisErrorsIT {
    private final Vertx vertx = Vertx.vertx();
    private final RedisDrivers drivers = new RedisDrivers();

    @TempDir
    Path directory;

    private RedisProcess redis;
    private BrokerDriver driver;
    private Publishing broker;
    private Listening feed;

    @AfterEach
    void end() {
        Await.result(vertx.close());
        if (redis != null) {
            redis.close();
        }
    }

    private void start(RedisProgram program, String... options) {
        redis = RedisProcess.start(program, options);
        open(drivers.standalone(redis.uri()));
        broker = new Publishing(Loop.start(vertx), driver).awaitUp();
        feed.awaitUp();
        Await.result(broker.publish(Drafts.kept("a", "1", 1)));
    }

    /** What a node has that talks to Redis when nobody asks it to. */
    private void open(BrokerDriver driver) {
        this.driver = driver;
        Loop loop = Loop.start(vertx);
        loop.get(driver::openRevocations);
        feed = new Listening(loop, driver);
    }

    private void set(String option, String value) {
        assertThat(redis.command("CONFIG", "SET", option, value)).isEqualTo("OK");
    }

    private void awaitNamed(RedisError error) {
        Await.until(
                error + " is named",
                () -> driver.troubles().stream().anyMatch(trouble -> trouble.contains(" with " + error + ": ")));
    }

    private void assertReadingWorks() {
        assertThat(broker.read("a", Page.after(0, 10)).entries()).hasSize(1);
    }

    private void awaitOver() {
        Await.until("nothing is wrong any more", () -> driver.troubles().isEmpty());
        assertThat(drivers.count("carillon.broker.reconnects")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void diskThatIsFull(RedisProgram program) throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        start(program, "--dir", disk.toString());
        set("save", "3600 1");
        Files.delete(disk);
        redis.command("BGSAVE");
        Await.until(
                "the disk is missed",
                () -> redis.command("INFO", "persistence").toString().contains("rdb_last_bgsave_status:err"));
        awaitNamed(RedisError.MISCONF);
        assertReadingWorks();
        awaitSilenceIsOutlived();
        set("stop-writes-on-bgsave-error", "no");
        awaitOver();
    }

    /** Longer than a feed waits for an answer that is none: two pings, each answered with the error. */
    private void awaitSilenceIsOutlived() {
        long errors = redis.info("stats", "total_error_replies");
        Await.until("pings are refused", () -> redis.info("stats", "total_error_replies") >= errors + 6);
    }

    @ParameterizedTest
    @EnumSource
    void memoryThatIsUsedUp(RedisProgram program) {
        start(program);
        set("maxmemory", "1");
        awaitNamed(RedisError.OOM);
        assertReadingWorks();
        set("maxmemory", "0");
        awaitOver();
    }

    @ParameterizedTest
    @EnumSource
    void replicasThatAreMissing(RedisProgram program) {
        start(program);
        set("min-replicas-to-write", "1");
        awaitNamed(RedisError.NOREPLICAS);
        assertReadingWorks();
        set("min-replicas-to-write", "0");
        awaitOver();
    }

    @ParameterizedTest
    @EnumSource
    void masterThatAReplicaHasLost(RedisProgram program) {
        start(program);
        set("replica-serve-stale-data", "no");
        redis.command("REPLICAOF", "127.0.0.1", "1");
        awaitNamed(RedisError.MASTERDOWN);
        redis.command("REPLICAOF", "NO", "ONE");
        awaitOver();
    }

    @ParameterizedTest
    @EnumSource
    void serverThatHasBecomeAReplica(RedisProgram program) {
        start(program);
        redis.command("REPLICAOF", "127.0.0.1", "1");
        awaitNamed(RedisError.READONLY);
        redis.command("REPLICAOF", "NO", "ONE");
        Await.until("nothing is wrong any more", () -> driver.troubles().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void scriptOfAnotherThatBlocks(RedisProgram program) {
        start(program);
        set("lua-time-limit", "1");
        CompletableFuture<Object> endless =
                CompletableFuture.supplyAsync(() -> redis.command("EVAL", "while true do end", "0"));
        awaitNamed(RedisError.BUSY);
        redis.command("SCRIPT", "KILL");
        endless.join();
        awaitOver();
    }

    @ParameterizedTest
    @EnumSource
    void rightsThatAreMissing(RedisProgram program) {
        redis = RedisProcess.start(program);
        String uri = RedisAcl.grant(redis);
        redis.command("ACL", "SETUSER", RedisAcl.USER, "-time");
        open(drivers.standalone(uri));
        awaitNamed(RedisError.NOPERM);
        assertThat(driver.troubles())
                .singleElement()
                .asString()
                .contains("announce")
                .doesNotContain("secret");
        assertThat(drivers.count("carillon.broker.reconnects")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":hunter2@", "ann:hunter2@"})
    void passwordsThatAreMissingOrWrong(String login) {
        redis = RedisProcess.start("--requirepass", "right");
        open(drivers.standalone("redis://" + login + "127.0.0.1:" + redis.port()));
        awaitNamed(login.isEmpty() ? RedisError.NOAUTH : RedisError.WRONGPASS);
        assertThat(driver.troubles())
                .anyMatch(trouble ->
                        trouble.contains("connections to redis://127.0.0.1:" + redis.port() + " are missing"))
                .noneMatch(trouble -> trouble.contains("hunter2"));
    }

    /** What a real server does not do on demand, on a server that does nothing else. */
    @ParameterizedTest
    @EnumSource(names = {"LOADING", "CLUSTERDOWN", "TRYAGAIN", "UNKILLABLE", "MISCONF", "NOREPLICAS", "OOM"})
    void anyAnswerIsAnAnswer(RedisError error) {
        NetServer server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(request -> answer(socket, request.toString(), error)));
        int port = Await.result(server.listen(0, "127.0.0.1")).actualPort();
        open(drivers.standalone("redis://127.0.0.1:" + port));
        awaitNamed(error);
        assertThat(driver.troubles()).hasSize(1);
        assertThat(drivers.count("carillon.broker.reconnects")).isZero();
    }

    private static void answer(NetSocket socket, String request, RedisError error) {
        for (String line : request.toUpperCase().split("\r\n")) {
            if (line.equals("HELLO")) {
                socket.write("%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n");
            } else if (List.of("CLIENT", "EVAL", "PING", "GET").contains(line)) {
                socket.write("-" + error + " said so\r\n");
            }
        }
    }

    @Test
    void clustersOfDifferentNamesSeeEachOther() {
        redis = RedisProcess.start();
        var config = drivers.config(redis.uri());
        for (String name : List.of("one", "two")) {
            Loop.start(vertx).get(drivers.driver(config, name)::openRevocations);
        }
        Await.until(
                "both are announced",
                () -> "[one, two]"
                        .equals(redis.command("ZRANGE", "carillon:clusters:{carillon:}", "0", "-1")
                                .toString()));
        assertThat((Long) redis.command("PTTL", "carillon:clusters:{carillon:}"))
                .isPositive();
    }

    @Test
    void databasesDoNotHearEachOther() {
        redis = RedisProcess.start();
        Listening first = new Listening(Loop.start(vertx), drivers.standalone(redis.uri())).awaitUp();
        BrokerDriver other = drivers.standalone(redis.uri() + "/1");
        Listening second = new Listening(Loop.start(vertx), other).awaitUp();
        Await.result(first.subscribe("a"));
        Await.result(second.subscribe("a"));
        Await.result(new Publishing(Loop.start(vertx), other).awaitUp().publish("a", "\"second\""));
        redis.command("PUBLISH", "carillon:a", "{\"data\":\"first\"}");
        redis.command("PUBLISH", "carillon:1:a", "{\"data\":\"marker\"}");
        second.awaitCount(2);
        first.awaitCount(1);
        assertThat(first.texts("a")).singleElement().asString().contains("first");
        assertThat(second.texts("a")).hasSize(2);
    }
}
